// Two servers on one database: what is ended, locked, changed or used up at one is so at the other on the very next request.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { one_time_code } from '../../tools/one_time_code.mjs';
import { Authenticator } from './parts/authenticator.mjs';
import { Client, scratch } from './parts/client.mjs';
import { other_database, rows } from './parts/database.mjs';
import { Follower } from './parts/events.mjs';
import { confirmed_people, device_cookie, enrol_totp, must, signed_in } from './parts/identity.mjs';
import { mailed_token } from './parts/outbox.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const { folder } = scratch();
const suite_dsn = process.env.SUNCREW_DSN ?? '';
const has_mariadb = suite_dsn.startsWith('mysql:');
/** Servers of one database seal with one key and sign its log with one: those of the first. */
const shared_of = (first) => ({ SUNCREW_KEYS_FILE: join(folder, first, 'pki/data.key'), SUNCREW_LOG_KEY: join(folder, first, 'pki/log.key'), SUNCREW_LOG_WITNESS: join(folder, first, 'witness') });
const skip = has_mariadb ? false : 'SQLite serves one program';

describe('two servers on one database', { skip }, () => {
  let here, there;
  const people = [];
  const clients = [];
  const keep = (client) => (clients.push(client), client);
  const at = (server) => keep(new Client(server));
  const customer = async (server) => keep(await signed_in(server, people.pop()));
  /** The same browser, shown to the other server. */
  const shown_to = (server, client) => Object.assign(at(server), { cookie: client.cookie, cookies: client.cookies });
  /** With the next code, as the present one may be used: the servers' clocks must not be moved apart. */
  const staff_at = async (server, role) => {
    const own = here.sign_ins.staff.find((one) => one.role === role);
    const client = at(server);
    await must(201, client.post('/sessions', { email: own.email, password: own.password }));
    const { account } = await must(201, client.post('/sessions/current/second-factor', { totp: one_time_code(own.totp, (await client.server_ms()) + 30_000) }));
    return Object.assign(client, { account });
  };

  before(async () => {
    const dsn = other_database(suite_dsn, 'suncrew_replicas');
    // Either server sends the mails of both.
    const outbox = join(folder, 'replicas_outbox');
    mkdirSync(outbox);
    const settings = { SUNCREW_THROTTLE_ACCOUNT_BURST: '10', SUNCREW_MAIL_FOLDER: outbox, ...shared_of('replica_1') };
    here = new OwnServer(join(folder, 'replica_1'), { dsn, settings }).start();
    there = new OwnServer(join(folder, 'replica_2'), { dsn, settings: { ...settings, SUNCREW_DEMO: 'no' } }).start();
    here.outbox = there.outbox = outbox;
    people.push(...(await confirmed_people(here, 14)));
  }, { timeout: 180_000 });
  afterEach(() => clients.forEach((client) => client.close()));
  after(() => {
    clients.forEach((client) => client.close());
    try {
      here?.stop();
    } finally {
      there?.stop();
    }
  });

  test('a session of one is one of the other', async () => {
    const client = await customer(here);
    assert.equal((await shown_to(there, client).get('/account')).status, 200);
  });
  test('they write one log, in turns', async () => {
    const [one, other] = [await customer(here), await customer(there)];
    for (const client of [one, other, one]) await must(201, client.post('/account/password', { password: new_person().password }));
    for (const client of [one, other])
      await until('the places of all entries', async () => (await must(200, client.get('/account/record'))).items.every(({ standing }) => standing));
    const heads = await Promise.all([here, there].map((server) => must(200, at(server).get('/log/checkpoint'))));
    assert.equal(heads[0].key, heads[1].key);
    for (const server of [here, there]) assert.ok(!server.log().some((line) => line.includes('"work":"sequencing"')), 'neither complains');
  });
  test('sign-out', async () => {
    const client = await customer(here);
    const other = shown_to(there, client);
    assert.equal((await other.get('/account')).status, 200);
    assert.equal((await client.delete('/sessions/current')).status, 204);
    refuses(await other.get('/account'), 401, 'session_required');
  });
  test('the end of one session and of all others', async () => {
    const client = await customer(here);
    const [one, two] = [keep(await signed_in(there, client.person)), keep(await signed_in(there, client.person))];
    const { items } = await must(200, one.get('/account/sessions'));
    assert.equal(items.length, 3);
    const own = items.find((session) => session.current);
    assert.equal((await client.delete(`/account/sessions/${own.id}`)).status, 204);
    refuses(await one.get('/account'), 401, 'session_required');
    assert.equal((await two.get('/account')).status, 200);
    assert.equal((await client.delete('/account/sessions')).status, 204);
    refuses(await two.get('/account'), 401, 'session_required');
  });
  test('a new password', async () => {
    const client = await customer(here);
    const other = keep(await signed_in(there, client.person));
    await must(201, client.post('/account/password', { password: new_person().password }));
    refuses(await other.get('/account'), 401, 'session_required');
    refuses(await at(there).post('/sessions', { email: client.person.email, password: client.person.password }), 401, 'credentials_refused');
  });
  test('an API key', async () => {
    const client = await customer(here);
    const { id, key } = await must(201, client.post('/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days: 1 }));
    const headers = { authorization: `Bearer ${key}` };
    const program = at(there);
    assert.equal((await program.get('/orders', headers)).status, 200);
    assert.equal((await client.delete(`/account/api-keys/${id}`)).status, 204);
    refuses(await program.get('/orders', headers), 401, 'session_required');
  });
  test('an event stream ends where the session has ended', { timeout: 60_000 }, async () => {
    const client = await customer(here);
    const follower = await new Follower(shown_to(there, client)).open();
    assert.equal(follower.status, 200);
    assert.equal((await client.delete('/sessions/current')).status, 204);
    await until('the end of the stream', () => follower.ended, 40);
  });
  test('a lock and a changed role', async () => {
    const victim = await customer(there);
    const colleague = await staff_at(there, 'support');
    const officer = await staff_at(here, 'security');
    assert.equal((await victim.get('/account')).status, 200);
    assert.equal((await officer.post(`/accounts/${victim.account.id}/lock`, { reason: 'suspicious' })).status, 204);
    refuses(await victim.get('/account'), 401, 'session_required');
    refuses(await at(there).post('/sessions', { email: victim.person.email, password: victim.person.password }), 401, 'credentials_refused');

    assert.equal((await officer.post(`/accounts/${colleague.account.id}/role`, { role: 'sales' })).status, 204);
    refuses(await colleague.get('/account'), 401, 'session_required');
  });
  test('a one-time code is good at one of them, once', async () => {
    const client = await customer(here);
    const { secret } = await enrol_totp(client);
    const half = async (server) => {
      const other = at(server);
      await must(201, other.post('/sessions', { email: client.person.email, password: client.person.password }));
      return other;
    };
    const both = [await half(here), await half(there)];
    const totp = one_time_code(secret, (await client.server_ms()) + 30_000);
    const answers = await Promise.all(both.map((other) => other.post('/sessions/current/second-factor', { totp })));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 401], answers.map((answer) => answer.text).join('\n'));
    for (const server of [here, there]) refuses(await (await half(server)).post('/sessions/current/second-factor', { totp }), 401, 'credentials_refused');
  });
  test('a recovery code, too', async () => {
    const client = await customer(here);
    const { recovery_codes } = await enrol_totp(client);
    const both = [at(here), at(there)];
    for (const other of both) await must(201, other.post('/sessions', { email: client.person.email, password: client.person.password }));
    const answers = await Promise.all(both.map((other) => other.post('/sessions/current/second-factor', { recovery_code: recovery_codes[0] })));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 401]);
  });
  test('a passkey’s ceremony may begin at one and end at the other', async () => {
    const client = await customer(here);
    const authenticator = new Authenticator(here.url);
    await must(201, client.post('/account/passkeys', { name: 'key', credential: authenticator.create(await must(201, client.post('/account/passkeys/options', {}))) }));
    const begun = at(here);
    const credential = authenticator.answer(await must(201, begun.post('/sessions/passkey-options', {})));
    // Each server has a name of its own here, so the answer is for the other one a foreign page's.
    const other = shown_to(there, begun);
    refuses(await other.post('/sessions/passkey', { credential }), 401, 'credentials_refused');
    refuses(await begun.post('/sessions/passkey', { credential }), 401, 'credentials_refused'); // the challenge is used up for both
  });
  test('a link that was mailed is good once at both together', async () => {
    const { person } = await customer(here);
    await must(202, at(there).post('/password-resets/requests', { email: person.email }));
    const token = await mailed_token(here, person.email, 'new-password');
    const answers = await Promise.all([here, there].map((server) => at(server).post('/password-resets', { token, password: new_person().password })));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [204, 422], answers.map((answer) => answer.text).join('\n'));
  });
  test('guesses are counted together, and the known browser is known to both', async () => {
    const owner = await customer(here);
    const guess = (server) => at(server).post('/sessions', { email: owner.person.email, password: 'not the password' });
    const statuses = [];
    for (let time = 0; time < 6; ++time) for (const answer of await Promise.all([guess(here), guess(there), guess(there)])) statuses.push(answer.status);
    assert.equal(statuses.filter((status) => status === 401).length, 10, statuses.join(' '));
    for (const server of [here, there]) refuses(await at(server).post('/sessions', { email: owner.person.email, password: owner.person.password }), 429, 'throttled');
    const back = at(there);
    back.cookies.set(device_cookie, owner.cookies.get(device_cookie));
    await must(201, back.post('/sessions', { email: owner.person.email, password: owner.person.password }));
  });
});

describe('two servers that start on an empty database', { skip }, () => {
  let dsn, servers;
  const links = (server) => [...server.log().join('\n').matchAll(/\/join#token=(\S+)/g)].map((match) => match[1]);
  before(() => {
    dsn = other_database(suite_dsn, 'suncrew_empty');
    servers = [1, 2].map((number) => new OwnServer(join(folder, `empty_${number}`), { dsn, settings: { SUNCREW_DEMO: 'no', ...shared_of('empty_1') } }).start());
  }, { timeout: 120_000 });
  after(() => servers?.forEach((server) => server.stop()));

  test('print a link each, of which the last is good, once', async () => {
    const tokens = await Promise.all(servers.map((server) => until('its link', () => links(server)[0])));
    assert.deepEqual(rows(dsn, 'select count(*) from enrolments'), [['1']]);
    const clients = servers.map((server) => new Client(server));
    const attempts = clients.flatMap((client) => tokens.map((token) => ({ client, token })));
    const answers = await Promise.all(attempts.map(({ client, token }) => client.post('/enrolments', { token, ...new_person() })));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 422, 422, 422], answers.map((answer) => answer.text).join('\n'));
    assert.deepEqual(rows(dsn, 'select role from accounts'), [['security']]);
    clients.forEach((client) => client.close());
  });
});
