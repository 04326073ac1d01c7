// Signing in, sessions, keys and staff over HTTPS: which cookies come and go, what an old token is worth, and what ends when.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import {
  advance,
  ceremony_cookie,
  code_of,
  confirmed_people,
  cookies_set,
  device_cookie,
  enrol_totp,
  firefox,
  invited,
  mailed,
  must,
  session_cookie,
  signed_in,
  signed_in_staff,
  stranger_signs_in,
} from './parts/identity.mjs';
import { mailed_token, mails_to } from './parts/outbox.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const server = scratch();
const origin = new URL(server.url).origin;
const clients = [];
const browser = () => {
  const client = new Client(server);
  clients.push(client);
  return client;
};
const people = [];
/** A customer of a new account, signed in. */
const customer = async () => {
  const client = await signed_in(server, people.pop());
  clients.push(client);
  return client;
};
const credentials = ({ email, password }) => ({ email, password });
/** Another client with the same session, so that what happens to the first's cookie does not matter. */
const with_session = (token) => {
  const client = browser();
  client.cookie = token;
  return client;
};
const next_code = async (client, secret) => {
  await advance(client, 30);
  return code_of(client, secret);
};

before(async () => people.push(...(await confirmed_people(server, 30))));
// The server gives one address so many connections; a client opens a new one where it needs it again.
afterEach(() => clients.forEach((client) => client.close()));
after(() => clients.forEach((client) => client.close()));

const attributes = '; Path=/; Secure; HttpOnly; SameSite=Strict';

describe('the cookies', () => {
  let person, secret;
  before(async () => {
    const client = await customer();
    person = client.person;
    ({ secret } = await enrol_totp(client));
  });
  test('of half a sign-in are the session’s alone: the browser is not known yet', async () => {
    const set = cookies_set(await browser().post('/sessions', credentials(person)));
    assert.deepEqual(Object.keys(set), [session_cookie]);
    assert.equal(set[session_cookie].line, `${session_cookie}=${set[session_cookie].value}${attributes}`);
    assert.match(set[session_cookie].value, /^[A-Za-z0-9_-]{43}$/);
  });
  test('of a complete one are a new session’s and the device’s', async () => {
    const client = browser();
    await must(201, client.post('/sessions', credentials(person)));
    const half = client.cookie;
    const answer = await client.post('/sessions/current/second-factor', { totp: await next_code(client, secret) });
    const set = cookies_set(answer);
    assert.deepEqual(Object.keys(set).sort(), [device_cookie, session_cookie]);
    assert.equal(set[device_cookie].line, `${device_cookie}=${set[device_cookie].value}${attributes}; Max-Age=31536000`);
    assert.notEqual(set[session_cookie].value, half);
    refuses(await with_session(half).get('/account'), 401, 'session_required');
  });
  test('the device’s stays the same for who comes back, and for who shares the browser', async () => {
    const client = await customer();
    const known = client.cookies.get(device_cookie);
    await client.sign_in(client.person);
    assert.equal(client.cookies.get(device_cookie), known);
    const other = await customer();
    await client.sign_in(other.person);
    assert.equal(client.cookies.get(device_cookie), known);
  });
  test('a device that nobody was given is replaced, so nobody chooses it for another', async () => {
    const { person: own } = await customer();
    for (const chosen of ['A'.repeat(43), '', 'x', '"quoted"', 'A'.repeat(3000)]) {
      const client = browser();
      const answer = await client.post('/sessions', credentials(own), { cookie: `${device_cookie}=${chosen}` });
      assert.equal(answer.status, 201);
      assert.match(client.cookies.get(device_cookie), /^[A-Za-z0-9_-]{43}$/);
      assert.notEqual(client.cookies.get(device_cookie), chosen);
    }
  });
  test('a ceremony’s comes to who has no session, for five minutes', async () => {
    const visitor = browser();
    for (const when of ['asked for the first time', 'asked anew']) {
      const set = cookies_set(await visitor.post('/sessions/passkey-options', {}));
      assert.deepEqual(Object.keys(set), [ceremony_cookie], when);
      assert.equal(set[ceremony_cookie].line, `${ceremony_cookie}=${set[ceremony_cookie].value}${attributes}; Max-Age=300`);
    }
    assert.deepEqual(cookies_set(await (await customer()).post('/sessions/passkey-options', {})), {});
  });
  test('a refusal sets none', async () => {
    for (const [path, body] of [
      ['/sessions', { email: person.email, password: 'not the password' }],
      ['/sessions/current/second-factor', { totp: '000000' }],
      ['/enrolments', { token: 'A'.repeat(43) }],
      ['/password-resets', { token: 'A'.repeat(43), password: new_person().password }],
      ['/email-verifications', { token: 'A'.repeat(43), password: 'whatever it is' }],
    ]) {
      const answer = await browser().post(path, body);
      assert.ok(answer.status >= 400, path);
      assert.equal(answer.headers['set-cookie'], undefined, path);
    }
  });
  test('sign-out takes the session’s away and leaves the device’s', async () => {
    const client = await customer();
    const set = cookies_set(await client.delete('/sessions/current'));
    assert.deepEqual(Object.keys(set), [session_cookie]);
    assert.equal(set[session_cookie].line, `${session_cookie}=${attributes}; Max-Age=0`);
    assert.ok(client.cookies.has(device_cookie));
  });
});

describe('the old token', () => {
  const ways = [
    ['another sign-in', (client) => client.post('/sessions', credentials(client.person))],
    ['step-up', (client) => client.post('/sessions/current/step-up', { password: client.person.password })],
    ['a new password', (client) => client.post('/account/password', { password: new_person().password })],
    ['an authenticator app', async (client) => {
      const { secret } = await must(201, client.post('/account/totp', {}));
      return client.post('/account/totp/confirmations', { code: await code_of(client, secret) });
    }],
  ];
  for (const [name, act] of ways)
    test(`is refused at once after ${name}`, async () => {
      const client = await customer();
      const old = client.cookie;
      assert.equal((await with_session(old).get('/account')).status, 200);
      assert.equal((await act(client)).status, 201);
      assert.notEqual(client.cookie, old);
      refuses(await with_session(old).get('/account'), 401, 'session_required');
      assert.equal((await client.get('/account')).status, 200);
    });
  test('of a session that still owes something ends when its time is over', async () => {
    const client = await customer();
    await enrol_totp(client);
    const half = browser();
    await must(201, half.post('/sessions', credentials(client.person)));
    await advance(half, 601);
    refuses(await half.post('/sessions/current/second-factor', { recovery_code: 'x' }), 401, 'session_required');
    assert.equal((await must(200, half.get('/sessions/current'))).account, null);
  });
});

describe('step-up', () => {
  test('asks for everything that the account has, and changes nothing when it fails', async () => {
    const client = await customer();
    const { secret } = await enrol_totp(client);
    await advance(client, 601);
    const { cookie } = client;
    for (const proof of [
      { password: client.person.password },
      { password: client.person.password, totp: '000000' },
      { password: 'not the password', totp: await code_of(client, secret) },
    ]) {
      refuses(await client.post('/sessions/current/step-up', proof), 401, 'credentials_refused');
      assert.equal(client.cookie, cookie);
      refuses(await client.post('/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days: 1 }), 403, 'step_up_required');
    }
    const state = await must(201, client.post('/sessions/current/step-up', { password: client.person.password, totp: await code_of(client, secret) }), 'the code was not used up by the wrong password');
    assert.equal(state.proved_recently, true);
    assert.equal((await client.post('/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days: 1 })).status, 201);
  });
  test('knows exactly one way at a time', async () => {
    const client = await customer();
    const credential = { id: 'AA', client_data_json: 'AA', authenticator_data: 'A'.repeat(50), signature: 'AA' };
    for (const body of [{}, { totp: '000000' }, { credential, password: 'x' }, { credential, totp: '000000' }])
      refuses(await client.post('/sessions/current/step-up', body), 422, 'one_of_them', 'password');
    refuses(await client.post('/sessions/current/step-up', { credential }), 401, 'credentials_refused');
    assert.equal((await client.get('/account')).status, 200, 'the session stays');
  });
});

describe('a forgotten password', () => {
  test('is never kept from its reset by other letters that strangers bring about', async () => {
    const { person } = await customer();
    for (let time = 0; time < 8; ++time) await must(202, browser().post('/accounts', { ...new_person(), email: person.email }));
    await must(202, browser().post('/password-resets/requests', { email: person.email }));
    await mailed_token(server, person.email, 'new-password');
    // And by requests for it only while the newest link can still be used.
    const resets = () => mails_to(server.outbox, person.email).filter((text) => text.includes('/new-password#token=')).length;
    for (let time = 2; time <= 3; ++time) {
      await must(202, browser().post('/password-resets/requests', { email: person.email }));
      await until(`letter ${time}`, () => resets() === time);
    }
    await must(202, browser().post('/password-resets/requests', { email: person.email }));
    const bystander = await customer(); // whose later request is answered after that one
    await must(202, browser().post('/password-resets/requests', { email: bystander.person.email }));
    await mailed_token(server, bystander.person.email, 'new-password');
    assert.equal(resets(), 3);
    const token = await mailed_token(server, person.email, 'new-password');
    assert.equal((await browser().post('/password-resets', { token, password: new_person().password })).status, 204);
    await advance(bystander, 601);
    await must(202, browser().post('/password-resets/requests', { email: person.email }));
    await until('another link', () => resets() === 4);
  });
});

describe('the list of sessions', () => {
  test('says which device, from where, and which is this one', async () => {
    const client = await customer();
    const other = browser();
    await must(201, other.post('/sessions', credentials(client.person), { 'user-agent': firefox }));
    const { items } = await must(200, other.get('/account/sessions'));
    assert.equal(items.length, 2);
    const [own] = items.filter((session) => session.current);
    assert.deepEqual([own.device, own.address], ['Firefox on Linux', '127.0.0.1']);
    const [first] = items.filter((session) => !session.current);
    assert.equal(first.device, 'unknown device');
    for (const session of items) assert.deepEqual(Object.keys(session).sort(), ['address', 'country', 'created_at', 'current', 'device', 'id', 'used_at']);
    assert.equal((await other.delete(`/account/sessions/${first.id}`)).status, 204);
    refuses(await client.get('/account'), 401, 'session_required');
    refuses(await other.delete(`/account/sessions/${first.id}`), 404, 'no_such_session');
  });
  test('repeats nothing that a browser sends', async () => {
    const client = await customer();
    const agent = 'Mozilla/5.0 <script>alert(1)</script> Firefox/1 evil-text';
    await must(201, client.post('/sessions', credentials(client.person), { 'user-agent': agent }));
    for (const path of ['/account/sessions', '/account/history']) assert.doesNotMatch((await client.get(path)).text, /script|evil/);
  });
  test('does not reach into another account', async () => {
    const [one, two] = [await customer(), await customer()];
    const { id } = (await must(200, one.get('/account/sessions'))).items[0];
    refuses(await two.delete(`/account/sessions/${id}`), 404, 'no_such_session');
    assert.equal((await one.get('/account')).status, 200);
  });
  test('and the history tell of each attempt once', async () => {
    const client = await customer();
    await stranger_signs_in(server, { email: client.person.email, password: 'not the password' }, { 'user-agent': firefox });
    await client.sign_in(client.person);
    const { items, next } = await must(200, client.get('/account/history'));
    assert.equal(next, null);
    assert.deepEqual(items.map((item) => item.kind), ['sign_in_succeeded', 'sign_in_failed', 'sign_in_succeeded', 'email_verified']);
    assert.deepEqual([items[1].device, items[1].address, items[1].by_staff], ['Firefox on Linux', '127.0.0.1', false]);
  });
});

describe('an API key', () => {
  let owner, key;
  const program = () => browser();
  const bearer = (value) => ({ authorization: `Bearer ${value}` });
  before(async () => {
    owner = await customer();
    ({ key } = await must(201, owner.post('/account/api-keys', { name: 'reports', permissions: ['read_own_orders'], days: 30 })));
  });
  test('has a form that a scanner of secrets finds', () => assert.match(key, /^suncrew_key_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/));
  test('is all that a program shows', async () => {
    const client = program();
    const answer = await client.get('/orders', bearer(key));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['set-cookie'], undefined);
  });
  for (const scheme of ['bearer', 'BEARER', 'bEARER'])
    test(`is shown as “${scheme}” too`, async () => {
      assert.equal((await program().get('/orders', { authorization: `${scheme} ${key}` })).status, 200);
      refuses(await owner.get('/orders', { authorization: `${scheme} ${key}` }), 400, 'two_credentials');
    });
  test('beside a session is two credentials', async () => {
    refuses(await owner.get('/orders', bearer(key)), 400, 'two_credentials');
    refuses(await owner.get('/markets', bearer('whatever')), 400, 'two_credentials');
  });
  for (const header of ['Basic dXNlcjpwYXNz', 'Bearer', 'bearer', 'Token x', 'Digest username="x"', 'x'])
    test(`“${header}” is no credential`, async () => refuses(await program().get('/orders', { authorization: header }), 400, 'malformed_authorization'));
  test('that is wrong, cut, longer or altered is none', async () => {
    const altered = `${key.slice(0, 20)}${key[20] === 'A' ? 'B' : 'A'}${key.slice(21)}`;
    for (const wrong of ['x', key.slice(0, -1), `${key}0`, `${key} `.repeat(2), altered, key.toUpperCase(), `suncrew_key_${'A'.repeat(51)}`, owner.cookie])
      refuses(await program().get('/orders', bearer(wrong)), 401, 'session_required');
  });
  test('is no cookie, and a session’s token is no key', async () => {
    refuses(await with_session(key).get('/orders'), 401, 'session_required');
    refuses(await program().get('/orders', bearer(owner.cookie)), 401, 'session_required');
  });
  test('does what it names, and nothing that asks for a person', async () => {
    const attempts = [
      ['GET', '/account'], ['GET', '/account/security'], ['GET', '/account/sessions'], ['GET', '/account/api-keys'], ['GET', '/account/history'],
      ['POST', '/account/api-keys'], ['POST', '/account/password'], ['POST', '/account/email'], ['POST', '/account/totp'],
      ['POST', '/sessions/current/step-up'], ['DELETE', '/sessions/current'], ['DELETE', '/account/sessions'],
    ];
    for (const [method, path] of attempts) refuses(await program().send(method, `/api/v1${path}`, { headers: bearer(key) }), 403, 'key_not_sufficient');
  });
  test('cannot be given what is not the owner’s, or not to be given', async () => {
    for (const permission of ['read_own_jobs', 'lock_accounts', 'change_own_password', 'manage_own_keys', 'sign_in'])
      refuses(await owner.post('/account/api-keys', { name: 'x', permissions: [permission], days: 1 }), 422, 'not_delegable', 'permissions');
    refuses(await owner.post('/account/api-keys', { name: 'x', permissions: ['no_such'], days: 1 }), 422);
    refuses(await owner.post('/account/api-keys', { name: 'x', permissions: [], days: 1 }), 422, 'too_few', 'permissions');
    for (const days of [0, 366, -1, 1.5]) refuses(await owner.post('/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days }), 422, undefined, 'days');
  });
  test('of another cannot be ended', async () => {
    const other = await customer();
    const { items } = await must(200, owner.get('/account/api-keys'));
    refuses(await other.delete(`/account/api-keys/${items[0].id}`), 404, 'no_such_key');
    assert.equal((await program().get('/orders', bearer(key))).status, 200);
    assert.ok(!JSON.stringify(items).includes(key), 'it is shown once');
  });
  test('ends with the password’s reset', async () => {
    await must(202, owner.post('/password-resets/requests', { email: owner.person.email }));
    const token = await mailed_token(server, owner.person.email, 'new-password');
    assert.equal((await browser().post('/password-resets', { token, password: new_person().password })).status, 204);
    refuses(await program().get('/orders', bearer(key)), 401, 'session_required');
  });
});

describe('another site', () => {
  const foreign = [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { origin: `${origin}.elsewhere.example` }, { 'sec-fetch-site': 'cross-site' }, { origin, 'sec-fetch-site': 'same-site' }];
  test('gets nothing changed at any endpoint, with a session or as a visitor', async () => {
    const victim = await customer();
    const { paths } = await must(200, victim.get('/openapi.json'));
    const changes = Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations).filter((method) => method !== 'get').map((method) => [method.toUpperCase(), path]));
    assert.ok(changes.length > 40, `${changes.length} endpoints`);
    const id = '0190a8c4-0000-7000-8000-000000000000';
    const visitor = browser();
    for (const [method, path] of changes) {
      const full = (path.startsWith('/api/v1') ? path : `/api/v1${path}`).replace(/\{[^}]+\}/g, id);
      const body = method === 'POST' ? '{}' : undefined;
      for (const [at, headers] of foreign.entries()) {
        const answer = await (at % 2 === 0 ? victim : visitor).send(method, full, { body, headers: { 'content-type': 'application/json', ...headers } });
        refuses(answer, 403, 'cross_site_request');
      }
    }
    assert.equal((await victim.get('/account')).status, 200);
    assert.equal((await must(200, victim.get('/account/history'))).items.length, 2, 'and nothing is noted as tried');
  });
  test('cannot sign a browser in to an account of its own', async () => {
    const { person } = await customer();
    for (const headers of foreign) {
      const answer = await browser().post('/sessions', credentials(person), headers);
      refuses(answer, 403, 'cross_site_request');
      assert.equal(answer.headers['set-cookie'], undefined);
    }
  });
});

describe('staff', () => {
  let officer;
  before(async () => {
    officer = await signed_in_staff(server, 'security');
    clients.push(officer);
  });
  const prove = async () => must(201, officer.post('/sessions/current/step-up', { password: officer.person.password, totp: await next_code(officer, officer.person.totp) }));

  test('come in by the link of the mail, and work only after a second factor', async () => {
    const { id, token, client, person } = await invited(server, officer, 'engineer');
    assert.deepEqual(await must(200, client.post('/enrolments/views', { token })), { role: 'engineer', email: person.email, name: 'Synthetic Colleague' });
    refuses(await client.post('/enrolments', { token, password: 'Synthetic-1' }), 422, 'password_too_easy', 'password');
    const enrol = (who) => who.post('/enrolments', { token, password: person.password });
    await must(201, enrol(client));
    const interrupted = client.cookie;
    const begun = await enrol(client);
    assert.equal(begun.status, 201, 'whoever was interrupted comes again');
    assert.deepEqual([begun.body.owes, Object.keys(cookies_set(begun))], ['enrolment', [session_cookie]]);
    refuses(await with_session(interrupted).get('/account'), 401, 'session_required');
    for (const path of ['/system', '/account', '/account/security', '/staff']) refuses(await client.get(path), 401, 'second_factor_required');
    const half = client.cookie;
    const { secret, recovery_codes, state } = await enrol_totp(client);
    assert.deepEqual([recovery_codes.length, state.owes, state.account.role], [10, 'nothing', 'engineer']);
    refuses(await with_session(half).get('/system'), 401, 'session_required');
    refuses(await enrol(browser()), 422, 'enrolment_refused', 'token');
    assert.equal((await client.get('/system')).status, 200);
    refuses(await client.get('/staff'), 403, 'permission_required');

    await prove();
    assert.equal((await officer.post(`/accounts/${id}/role`, { role: 'sales' })).status, 204);
    refuses(await client.get('/system'), 401, 'session_required');
    await client.sign_in({ ...person, totp: secret });
    refuses(await client.get('/system'), 403, 'permission_required');
    await mailed(server, person.email, 'Your role has changed');
    client.close();
  });
  test('cannot be without a second factor', async () => {
    const client = await signed_in_staff(server, 'support');
    refuses(await client.delete('/account/totp'), 409, 'last_factor');
    assert.equal((await client.get('/account')).status, 200);
    client.close();
  });
  test('who lost theirs are sent to a security officer', async () => {
    const client = browser();
    await must(201, client.post('/sessions', credentials(server.sign_ins.staff.find((one) => one.role === 'sales'))));
    refuses(await client.post('/sessions/current/factor-reset', {}), 403, 'ask_a_security_officer');
  });
  test('change others, not themselves', async () => {
    await prove();
    const { id } = officer.account;
    refuses(await officer.post(`/accounts/${id}/lock`, { reason: 'other' }), 409, 'not_oneself');
    refuses(await officer.post(`/accounts/${id}/role`, { role: 'sales' }), 409, 'not_oneself');
    refuses(await officer.delete(`/accounts/${id}/sessions`), 409, 'not_oneself');
    refuses(await officer.post(`/staff/${id}/enrolment-links`, {}), 409, 'not_oneself');
  });
  test('lock a customer out at the next request, whose answers tell a stranger nothing', async () => {
    const victim = await customer();
    const { key } = await must(201, victim.post('/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days: 1 }));
    await prove();
    assert.equal((await officer.post(`/accounts/${victim.account.id}/lock`, { reason: 'suspicious' })).status, 204);
    refuses(await officer.post(`/accounts/${victim.account.id}/lock`, { reason: 'suspicious' }), 409);
    refuses(await victim.get('/account'), 401, 'session_required');
    refuses(await browser().get('/orders', { authorization: `Bearer ${key}` }), 401, 'session_required');
    const right = await stranger_signs_in(server, victim.person);
    const wrong = await stranger_signs_in(server, { ...victim.person, password: 'not the password' });
    for (const answer of [right, wrong]) refuses(answer, 401, 'credentials_refused');
    await mailed(server, victim.person.email, 'Your account is locked');
    assert.equal((await officer.delete(`/accounts/${victim.account.id}/lock`)).status, 204);
    refuses(await victim.get('/account'), 401, 'session_required');
    await victim.sign_in(victim.person);
    const { items } = await must(200, victim.get('/account/history'));
    assert.deepEqual(items.filter((item) => item.by_staff).map((item) => item.kind), ['account_unlocked', 'account_locked', 'sessions_ended']);
  });
  test('need a fresh proof for what is sensitive', async () => {
    await prove();
    await advance(officer, 601);
    const nobody = '0190a8c4-0000-7000-8000-000000000000';
    for (const [method, path] of [['POST', '/staff/invitations'], ['POST', `/accounts/${nobody}/lock`], ['POST', `/accounts/${nobody}/role`], ['DELETE', `/accounts/${nobody}/sessions`]])
      refuses(await officer.send(method, `/api/v1${path}`), 403, 'step_up_required');
    assert.equal((await officer.get('/staff')).status, 200, 'reading goes on');
  });
});
