// Waiting for what the server does by itself, with an end.
const pause_ms = 50;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks `probe` until it gives something that is not undefined, null or false, and returns that.
 * @param {string} what for the message when `seconds` have gone by
 */
export async function until(what, probe, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await pause(pause_ms);
  }
}

/** Whether `promise` is fulfilled within so many milliseconds. */
export function within(promise, ms) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer));
}
