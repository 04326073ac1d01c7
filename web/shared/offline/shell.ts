/**
 * The service worker that lets the crew's day open without a connection (`worker/crew_day.js`). Its scope is that one
 * page; what it keeps is the page's own files, which are the same for everybody.
 */
const scriptPath = '/crew/day_worker.js';
const scope = '/crew/day';
const cachesOfIt = 'suncrew-day-';

type ScriptPolicy = { createScriptURL: (path: string) => string };
type TrustedTypes = { createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy };

let policy: ScriptPolicy | undefined;

/** The pages' policy takes a worker's address from this one place only, and this one address. */
function trusted(path: string): string {
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  policy ??= types?.createPolicy('suncrew-worker', {
    createScriptURL: (asked) => {
      if (asked !== scriptPath) throw new TypeError('not our worker');
      return asked;
    },
  });
  return policy?.createScriptURL(path) ?? path;
}

/** Where a browser has no workers, or its owner forbids them, the page works with a connection alone. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(trusted(scriptPath), { scope, updateViaCache: 'none' });
  } catch {
    // See above.
  }
}

export async function forgetShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.filter((one) => new URL(one.scope).pathname === scope).map((one) => one.unregister()));
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(cachesOfIt)).map((name) => caches.delete(name)));
  } catch {
    // Storage is switched off: nothing was kept.
  }
}
