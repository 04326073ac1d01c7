// Guesses passwords at a scratch server, with ffuf and from many addresses, while its owner signs in, and holds what was
// let through against the figures promised in docs/decisions/throttling.md.
//   node guessing.mjs      the server is named by SUNCREW_URL and the like; tests/guessing.sh starts one
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { Client, scratch } from './http/parts/client.mjs';
import { rows } from './http/parts/database.mjs';
import { code_of, confirmed_people, enrol_totp, must, signed_in } from './http/parts/identity.mjs';
import { new_person } from './http/parts/people.mjs';
import { pause } from './http/parts/until.mjs';

// Written by hand from the promise, not read from the program: a burst, then one each so many seconds.
const account = { burst: 10, every_s: 360 };
const address = { burst: 30, every_s: 20 };
const service = { burst: 300, every_s: 1 };
const second_factor = { burst: 5, every_s: 300 };
const second_factor_long = { burst: 100, every_s: 21_600 };
const words_max = 4000;
const tick_ms = 700;
const guesses_max = 5000;
const seconds_max = 90; // with the server's own work; some 50 of them are the attack

const server = scratch();
const dsn = process.env.SUNCREW_DSN;
const wrong = [];
const table = {};
let guesses = 0;

const expect = (fits, what) => {
  if (!fits) wrong.push(what);
};
/** The most that a bucket lets through in so many seconds; one more for the second that is cut. */
const bound = ({ burst, every_s }, seconds) => burst + Math.floor(seconds / every_s) + 1;
const count = (kind, since) => Number(rows(dsn, `select count(*) from security_events where kind = '${kind}' and id > ${since}`)[0][0]);
const last_event = () => Number(rows(dsn, 'select coalesce(max(id), 0) from security_events')[0][0]);

const observer = new Client(server);
const now_s = async () => (await observer.server_ms()) / 1000;
const advance = (seconds) => must(200, observer.post('/development/clock', { advance_seconds: seconds }), 'the clock');

const began = Date.now();
const [owner_person, other_person] = await confirmed_people(server, 2);
const owner = await signed_in(server, owner_person);
const other = await signed_in(server, other_person);
let owner_in = 0;
/** The owner's browser signs in, as it did before the attack. */
async function owner_signs_in() {
  const answer = await owner.post('/sessions', { email: owner_person.email, password: owner_person.password });
  expect(answer.status === 201, `the owner was kept out: ${answer.status} ${answer.text}`);
  owner_in += answer.status === 201;
}

/** One guess by a browser that nobody knows, from an address of this machine. */
function guess(agent, email, password, from) {
  const body = JSON.stringify({ email, password });
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const options = { host: '127.0.0.1', servername: hostname, port, method: 'POST', path: '/api/v1/sessions', agent, headers, localAddress: from };
    const request = https.request(options, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode, retry_after: response.headers['retry-after'] }));
    });
    request.on('error', reject);
    request.end(body);
    ++guesses;
  });
}

const strangers = new https.Agent({ ca: server.ca, keepAlive: true, maxSockets: 4 });

/**
 * ffuf with a word list for the FUZZ in the body, until the list or the time ends. `meanwhile` is called again and again.
 * @returns {Promise<Record<string, number>>} how often each status came
 */
async function ffuf(name, body, words, seconds, meanwhile) {
  const [list, output] = ['txt', 'json'].map((end) => join(server.folder, `${name}.${end}`));
  writeFileSync(list, `${words.join('\n')}\n`);
  const options = ['-t', '4', '-p', '0.05', '-maxtime', String(seconds), '-mc', 'all', '-s', '-of', 'json', '-o', output];
  const tool = spawn('ffuf', ['-u', `${server.url}/api/v1/sessions`, '-X', 'POST', '-H', 'Content-Type: application/json', '-d', body, '-w', list, ...options], { stdio: 'ignore' });
  const ended = new Promise((resolve, reject) => tool.on('exit', resolve).on('error', reject));
  let running = true;
  ended.finally(() => (running = false));
  for (;;) {
    await Promise.race([ended, pause(tick_ms)]);
    if (!running) break;
    await meanwhile();
  }
  const statuses = {};
  for (const { status } of JSON.parse(readFileSync(output, 'utf8')).results) {
    statuses[status] = (statuses[status] ?? 0) + 1;
    ++guesses;
  }
  return statuses;
}

/** Runs an attack, and notes what the database says of it. */
async function measured(name, limit, attack, [failed, throttled] = ['sign_in_failed', 'sign_in_throttled']) {
  const [since, from_s, sent] = [last_event(), await now_s(), guesses];
  const statuses = await attack();
  const seconds = (await now_s()) - from_s;
  const through = count(failed, since);
  const most = bound(limit, seconds);
  expect(through <= most, `${name}: ${through} guesses were let through, at most ${most} should be`);
  expect(through >= Math.min(limit.burst, guesses - sent) * 0.5, `${name}: only ${through} guesses were let through, so nothing was measured`);
  expect(Object.keys(statuses).every((status) => ['401', '429'].includes(status)), `${name}: answers ${JSON.stringify(statuses)}`);
  table[name] = {
    guesses: guesses - sent,
    'let through': through,
    'at most': most,
    refused: statuses[429] ?? 0,
    'events of refusals': count(throttled, since),
    'server time': seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 3600).toFixed(2)} h`,
  };
  return through;
}

const words = Array.from({ length: words_max }, (_, at) => `${['summer', 'winter', 'football', 'dragon'][at % 4]}${1900 + at}!`);
const at_owner = JSON.stringify({ email: owner_person.email, password: 'FUZZ' });
const at_many = JSON.stringify({ email: 'FUZZ', password: 'Summer2025!' });

await measured('ffuf at one account, a burst', account, () => ffuf('burst', at_owner, words.slice(0, 600), 10, owner_signs_in));
const after_burst = await guess(strangers, owner_person.email, owner_person.password);
expect(after_burst.status === 429 && Number(after_burst.retry_after) > 0, `a stranger's right guess after the burst: ${JSON.stringify(after_burst)}`);

// The server's clock is moved on while the tool goes on, so that an hour and a day of guessing pass in seconds.
const during = (name, list, span_s, step_s, seconds) => async () => {
  let left_s = span_s;
  const statuses = await ffuf(name, at_owner, list, seconds, async () => {
    const step = Math.min(step_s, left_s);
    left_s -= step;
    await advance(step);
    await owner_signs_in();
  });
  // Where the tool was done sooner.
  for (; left_s > 0; left_s -= step_s) {
    await advance(Math.min(step_s, left_s));
    for (let time = 0; time < account.burst; ++time) await guess(strangers, owner_person.email, 'another word');
  }
  return statuses;
};
const hour = await measured('ffuf at one account, on for an hour', account, during('hour', words.slice(600, 1600), 3600, 300, 10));
const day = await measured('ffuf at one account, on for a day', account, during('day', words.slice(1600, 3000), 86_400, 3456, 20));

await advance(24 * 3600);
await measured('ffuf at many accounts from one address', address, () => ffuf('address', at_many, words.slice(0, 400).map((word) => `${word.replace('!', '')}@example.org`), 5, owner_signs_in));

// Every address in a network of its own, each at another account, some of which exist; several from each.
await advance(24 * 3600);
const addresses = Array.from({ length: 200 }, (_, at) => `127.${1 + (at >> 4)}.${at & 15}.1`);
const storm = async () => {
  const statuses = {};
  for (let round = 0; round < 3; ++round) {
    await Promise.all(
      Array.from({ length: 4 }, async (_, lane) => {
        for (let at = lane; at < addresses.length; at += 4) {
          const agent = new https.Agent({ ca: server.ca });
          const email = at % 10 === 0 ? server.sign_ins.crews[(at / 10) % server.sign_ins.crews.length].email : new_person().email;
          const { status } = await guess(agent, email, randomBytes(9).toString('base64url'), addresses[at]);
          agent.destroy();
          statuses[status] = (statuses[status] ?? 0) + 1;
        }
      }),
    );
    await owner_signs_in();
  }
  return statuses;
};
await measured('from 200 addresses of 200 networks, at many accounts', service, storm);
await owner_signs_in();
expect((await other.post('/sessions', { email: other_person.email, password: other_person.password })).status === 201, 'another known browser was kept out');

// Who has the password guesses codes; each further session is as good as the first.
await advance(24 * 3600);
other.account = await other.sign_in(other_person);
const { secret } = await enrol_totp(other);
const codes = async () => {
  const statuses = {};
  for (let session = 0; session < 4; ++session) {
    const thief = new Client(server);
    await must(201, thief.post('/sessions', { email: other_person.email, password: other_person.password }));
    for (let time = 0; time < 20; ++time) {
      const { status } = await thief.post('/sessions/current/second-factor', { totp: String(session * 20 + time).padStart(6, '0') });
      statuses[status] = (statuses[status] ?? 0) + 1;
      ++guesses;
    }
    thief.close();
  }
  return statuses;
};
await measured('codes, by who has the password, in four sessions', second_factor, codes, ['second_factor_failed', 'second_factor_throttled']);
await must(201, other.post('/sessions', { email: other_person.email, password: other_person.password }));
await advance(30);
const with_code = await other.post('/sessions/current/second-factor', { totp: await code_of(other, secret) });
expect(with_code.status === 201, `the owner's code, from a known browser: ${with_code.status} ${with_code.text}`);

// When it is over, and the account's bucket has one again, its owner gets in from a new browser too.
await advance(24 * 3600);
const later = await guess(strangers, owner_person.email, owner_person.password);
expect(later.status === 201, `the owner's new browser, a day later: ${later.status}`);

const seconds = (Date.now() - began) / 1000;
expect(guesses <= guesses_max, `${guesses} guesses`);
expect(seconds <= seconds_max, `${seconds.toFixed(0)} s`);
console.table(table);
/** The least that any of the buckets lets through. */
const within = (limits, span_s) => Math.min(...limits.map(({ burst, every_s }) => burst + Math.floor(span_s / every_s)));
const later_day = (limits) => Math.min(...limits.map(({ every_s }) => Math.floor(86_400 / every_s)));
console.log('by the limits          first hour   first day   each later day');
for (const [name, limits] of Object.entries({ 'one account': [account], 'one address': [address], 'all together': [service], 'codes of an account': [second_factor, second_factor_long] }))
  console.log(`${name.padEnd(22)} ${String(within(limits, 3600)).padStart(10)} ${String(within(limits, 86_400)).padStart(11)} ${String(later_day(limits)).padStart(16)}`);
console.log(`measured at one account: ${hour} guesses in an hour after the burst, ${day} in a day`);
console.log(`the owner signed in ${owner_in} times from a known browser meanwhile; a stranger with the right password did not`);
[observer, owner, other].forEach((client) => client.close());
strangers.destroy();
for (const what of wrong) console.log(`WRONG: ${what}`);
console.log(`guessing: ${guesses} guesses in ${seconds.toFixed(0)} s, ${wrong.length} wrong`);
process.exit(wrong.length === 0 ? 0 : 1);
