// Lets the crew's day open without a connection. It serves the shell of that one page, the files that the build has
// listed (`shell`, `edition`), and nothing else: it adds nothing to its cache later, and what is under /api/ goes past it.
'use strict';
/* global shell, edition */
const page = '/crew/day';
const kept = 'suncrew-day-';
const current = kept + edition;
const patienceMs = 4000;

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(kept) && name !== current).map((name) => caches.delete(name)));
}

self.addEventListener('install', (event) => {
  // Past the browser's own cache: an edition is made of files of one build.
  const wanted = shell.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' }));
  event.waitUntil(caches.open(current).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

/** What was kept of a path, whatever is asked for behind its question mark. It makes no cache where that was forgotten. */
function fromShell(path) {
  return caches.match(path, { cacheName: current, ignoreVary: true });
}

/** The page from the server; where that does not answer, or not soon, as it was kept. */
async function openPage(request) {
  const held = await fromShell(page);
  if (!held) return fetch(request);
  const patience = new Promise((resolve) => setTimeout(resolve, patienceMs, held));
  return Promise.race([fetch(request).catch(() => held), patience]);
}

async function openFile(request, path) {
  return (await fromShell(path)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !shell.includes(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(pathname === page ? openPage(request) : fetch(request));
  else event.respondWith(openFile(request, pathname));
});
