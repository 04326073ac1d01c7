// Whether the time of an answer tells if an address has an account: sign-in, sign-up and the request for a reset, each
// for addresses with and without an account in turn. Prints the medians and how far they may differ.
//   sign_in_timing.mjs DATABASE [PAIRS]      on a scratch server whose limits are raised; bench/run.sh starts one
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import tls from 'node:tls';
import { performance } from 'node:perf_hooks';
import { scratch } from '../tests/http/parts/client.mjs';

const [database, pairs_text = '2000'] = process.argv.slice(2);
const pairs = Number(pairs_text);
const warm_up = 50;
const resamples = 4000;
const within_percent = 1;
const server = scratch();
const { hostname, port, host } = new URL(server.url);

/** One connection that is kept; the time from the last byte sent to the last byte of the answer. */
class Line {
  #waiting;
  #bytes = Buffer.alloc(0);

  async open() {
    this.socket = tls.connect({ host: hostname, port: Number(port), servername: hostname, ca: server.ca });
    this.socket.setNoDelay(true);
    await new Promise((resolve, reject) => this.socket.once('secureConnect', resolve).once('error', reject));
    this.socket.on('data', (chunk) => this.#take(chunk));
    this.socket.on('close', () => this.#waiting?.reject(new Error('the connection was closed')));
    return this;
  }

  /** Milliseconds, and the status. */
  post(path, body) {
    const text = JSON.stringify(body);
    const request = `POST /api/v1${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    return new Promise((resolve, reject) => {
      this.#bytes = Buffer.alloc(0);
      this.#waiting = { resolve, reject, began: performance.now() };
      this.socket.write(request);
    });
  }

  close() {
    this.#waiting = undefined;
    this.socket.destroy();
  }

  #take(chunk) {
    const at = performance.now();
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#bytes.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#bytes.length < end + 4 + length) return;
    const { resolve, began } = this.#waiting;
    resolve({ ms: at - began, status: Number(head.slice(9, 12)), text: this.#bytes.toString('utf8', end + 4) });
  }
}

const median = (sorted) => (sorted.length % 2 === 1 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2);
const sorted = (values) => Float64Array.from(values).sort();

/** The difference of the medians and its 95% interval, by drawing pairs again (Efron & Tibshirani, 1993, chapter 13). */
function difference(there, absent) {
  const drawn = [];
  const [a, b] = [new Float64Array(there.length), new Float64Array(there.length)];
  for (let time = 0; time < resamples; ++time) {
    for (let at = 0; at < there.length; ++at) {
      const pair = Math.floor(Math.random() * there.length);
      a[at] = there[pair];
      b[at] = absent[pair];
    }
    drawn.push(median(a.sort()) - median(b.sort()));
  }
  drawn.sort((x, y) => x - y);
  return { is: median(sorted(there)) - median(sorted(absent)), low: drawn[Math.floor(resamples * 0.025)], high: drawn[Math.ceil(resamples * 0.975) - 1] };
}

const line = await new Line().open();

// Addresses of the same lengths, some of which have an account: what is compared differs in nothing else.
const existing = [server.sign_ins.customer, ...server.sign_ins.crews, ...server.sign_ins.staff].map(({ email }) => email);
let number = 0;
const absent_like = (email) => {
  const letters = (number++).toString(36).padStart(5, '0');
  return `${letters}${'x'.repeat(64)}`.slice(0, Math.max(5, email.indexOf('@'))) + email.slice(email.indexOf('@'));
};
// As often named as the others, so that both have their rows among the counted attempts.
const never_used = existing.map(absent_like);

const advance = async (seconds) => {
  const { status } = await line.post('/development/clock', { advance_seconds: seconds });
  if (status !== 200) throw new Error(`the clock: ${status}`);
};

/** Asks for both of each pair, in an order that is drawn. `each` is called before the pair of its number. */
async function compare(name, count, status_expected, ask, { absent_address = (at) => never_used[at], each = async () => {} } = {}) {
  const times = { there: [], absent: [] };
  for (let pair = -warm_up; pair < count; ++pair) {
    await each(pair + warm_up);
    const at = (pair + warm_up) % existing.length;
    const asked = [['there', existing[at]], ['absent', absent_address(at)]];
    if (Math.random() < 0.5) asked.reverse();
    for (const [kind, address] of asked) {
      const { ms, status, text } = await ask(address);
      if (status !== status_expected) throw new Error(`${name}: ${status} ${text}`);
      if (pair >= 0) times[kind].push(ms);
    }
  }
  const [there, absent] = [median(sorted(times.there)), median(sorted(times.absent))];
  const { is, low, high } = difference(times.there, times.absent);
  const percent = (ms) => (100 * ms) / absent;
  const held = Math.max(Math.abs(percent(low)), Math.abs(percent(high))) <= within_percent;
  return {
    pairs: count,
    'with account ms': there.toFixed(3),
    'without ms': absent.toFixed(3),
    'difference µs': (is * 1000).toFixed(1),
    'difference %': percent(is).toFixed(3),
    '95% interval %': `${percent(low).toFixed(3)} … ${percent(high).toFixed(3)}`,
    [`within ±${within_percent}%`]: held ? 'yes' : 'no',
  };
}

const load = loadavg().map((value) => value.toFixed(1));
const password = 'not the password';
// An address gets five letters an hour for sign-ups, and three for resets in ten minutes; then nothing is written for it.
const before_letters_end = (times, seconds) => (pair) => (pair > 0 && pair % (existing.length * times) === 0 ? advance(seconds) : undefined);
const sign_up = (email) => line.post('/accounts', { email, password: 'quiet river stones 7', name: 'Synthetic Customer', language: 'en' });
const results = {
  'sign-in': await compare('sign-in', pairs, 401, (email) => line.post('/sessions', { email, password })),
  'sign-up': await compare('sign-up', Math.ceil(pairs / 2), 202, sign_up, {
    absent_address: (at) => absent_like(existing[at]), // it has an account from then on
    each: before_letters_end(5, 3601),
  }),
  'request for a reset': await compare('request for a reset', pairs, 202, (email) => line.post('/password-resets/requests', { email }), {
    each: before_letters_end(3, 601),
  }),
};
line.close();
const about = readFileSync(`${server.folder}/log`, 'utf8').match(/"event":"database","is":"([^"]*)"/)?.[1] ?? '';
console.log(`\n${database}: ${about}; whether an answer's time tells who has an account; load of the machine before ${load.join(' ')}, after ${loadavg().map((value) => value.toFixed(1)).join(' ')}`);
console.table(results);
