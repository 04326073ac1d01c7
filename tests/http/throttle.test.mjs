// Ten wrong passwords for an account from browsers that it does not know; then strangers wait, and nobody else.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { advance, confirmed_people, cookies_set, device_cookie, must, signed_in, stranger_signs_in } from './parts/identity.mjs';
import { mailed_token } from './parts/outbox.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';

const burst = 10;
const interval_s = 360;
const server = new OwnServer(join(scratch().folder, 'throttle'), {
  settings: { SUNCREW_THROTTLE_ACCOUNT_BURST: String(burst), SUNCREW_THROTTLE_DEVICE_BURST: String(burst) },
});
const people = [];
const clients = [];
const browser = () => {
  const client = new Client(server);
  clients.push(client);
  return client;
};
const credentials = ({ email, password }) => ({ email, password });

before(async () => {
  server.start();
  people.push(...(await confirmed_people(server, 8)));
}, { timeout: 120_000 });
after(() => {
  clients.forEach((client) => client.close());
  server.stop();
});

/** Strangers' wrong passwords until one is not looked at; how many were. */
async function empty(email) {
  for (let time = 0; time < 3 * burst; ++time) if ((await stranger_signs_in(server, { email, password: 'not the password' })).status === 429) return time;
  assert.fail('never throttled');
}

describe('a known browser', () => {
  let owner, throttled_at;
  before(async () => {
    owner = await signed_in(server, people.pop());
    clients.push(owner);
    throttled_at = await empty(owner.person.email);
  });
  test('is not kept out by strangers', async () => {
    assert.equal(throttled_at, burst);
    refuses(await stranger_signs_in(server, owner.person), 429, 'throttled');
    await owner.sign_in(owner.person);
  });
  test('of another account helps nobody', async () => {
    const other = await signed_in(server, people.pop());
    const answer = await stranger_signs_in(server, owner.person, { cookie: `${device_cookie}=${other.cookies.get(device_cookie)}` });
    refuses(answer, 429, 'throttled');
    assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/);
  });
  test('is forgotten with a reset, but for the one it is made in', async () => {
    const reset = browser();
    await must(202, reset.post('/password-resets/requests', { email: owner.person.email }));
    const token = await mailed_token(server, owner.person.email, 'new-password');
    owner.person.password = new_person().password;
    const answer = await reset.post('/password-resets', { token, password: owner.person.password });
    assert.equal(answer.status, 204);
    assert.deepEqual(Object.keys(cookies_set(answer)), [device_cookie]);
    refuses(await owner.post('/sessions', credentials(owner.person)), 429, 'throttled');
    await reset.sign_in(owner.person);
  });
});

describe('strangers', () => {
  test('are not told by it who has an account', async () => {
    const answers = [];
    for (const email of [new_person().email, people.pop().email]) {
      assert.equal(await empty(email), burst);
      const { status, headers, text } = await stranger_signs_in(server, { email, password: 'not the password' });
      const { date, 'retry-after': wait, 'content-length': length, ...others } = headers;
      assert.ok(Number(wait) > interval_s - 60 && Number(wait) <= interval_s, wait);
      answers.push({ status, others, text: text.replace(/"request":"[^"]*"/, '') });
    }
    assert.deepEqual(answers[0], answers[1]);
  });
  test('have one more each interval, and the right password helps before that as little as a wrong one', async () => {
    const person = people.pop();
    await empty(person.email);
    refuses(await stranger_signs_in(server, person), 429, 'throttled');
    await advance(browser(), interval_s);
    refuses(await stranger_signs_in(server, { ...person, password: 'not the password' }), 401, 'credentials_refused');
    refuses(await stranger_signs_in(server, person), 429, 'throttled');
    await advance(browser(), interval_s);
    assert.equal((await stranger_signs_in(server, person)).status, 201);
    assert.equal((await stranger_signs_in(server, person)).status, 201, 'a success has given back what it took');
  });
  test('do not earn guesses with an account of their own', async () => {
    const [victim, own] = [people.pop(), people.pop()];
    let looked_at = 0;
    for (let time = 0; time < 2 * burst; ++time) {
      looked_at += (await stranger_signs_in(server, { ...victim, password: 'not the password' })).status === 401;
      assert.equal((await stranger_signs_in(server, own)).status, 201);
    }
    assert.equal(looked_at, burst);
  });
  test('from one known browser are slowed down too', async () => {
    const client = await signed_in(server, people.pop());
    clients.push(client);
    let looked_at = 0;
    for (let time = 0; time < 2 * burst; ++time) looked_at += (await client.post('/sessions', { ...credentials(client.person), password: 'not the password' })).status === 401;
    assert.equal(looked_at, burst);
    refuses(await client.post('/sessions', credentials(client.person)), 429, 'throttled');
    await client.get('/account').then((answer) => assert.equal(answer.status, 200, 'the session that is there goes on'));
  });
});
