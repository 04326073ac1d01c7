// Where no secret may be: in answers, paths, the log and the kept answers of repeated requests. And that no answer tells
// who has an account.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Authenticator } from './parts/authenticator.mjs';
import { Client, scratch } from './parts/client.mjs';
import { everything, rows } from './parts/database.mjs';
import { advance, code_of, confirmed_people, enrol_totp, must, signed_in, signed_in_staff } from './parts/identity.mjs';
import { mailed_token } from './parts/outbox.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { Secrets } from './parts/secrets.mjs';
import { until } from './parts/until.mjs';

const secrets = new Secrets();
const server = { ...scratch(), seen: (exchange) => secrets.see(exchange) };
const dsn = process.env.SUNCREW_DSN;
const log_lines = () => readFileSync(join(server.folder, 'log'), 'utf8').trim().split('\n');
const log_began = log_lines().length;
const visitor = new Client(server);
let people, client, secret, codes;

before(async () => {
  people = await confirmed_people(server, 3);
  client = await signed_in(server, people[0]);
  ({ secret, recovery_codes: codes } = await enrol_totp(client));
});
after(() => [visitor, client].forEach((one) => one?.close()));

describe('a repeated request', () => {
  const key_request = { name: 'reports', permissions: ['read_own_orders'], days: 30 };
  test('for a key makes another key; neither is kept', async () => {
    const repeated = { 'idempotency-key': randomUUID() };
    const made = [];
    for (let time = 0; time < 2; ++time) {
      const answer = await client.post('/account/api-keys', key_request, repeated);
      assert.equal(answer.status, 201);
      assert.equal(answer.headers['idempotent-replay'], undefined);
      made.push(answer.body);
    }
    assert.notEqual(made[0].key, made[1].key);
    assert.equal((await must(200, client.get('/account/api-keys'))).items.length, 2, 'as the list says');
    const kept = everything(dsn);
    for (const { key } of made) assert.ok(!kept.includes(key), 'its hash alone is in the database');
  });
  test('with what is secret leaves it nowhere in the database', async () => {
    const key = () => ({ 'idempotency-key': randomUUID() });
    const other = await signed_in(server, people[1]);
    const begun = await must(201, other.post('/account/totp', {}, key()));
    const { recovery_codes } = await must(201, other.post('/account/totp/confirmations', { code: await code_of(other, begun.secret) }, key()));
    const { recovery_codes: newer } = await must(201, other.post('/account/recovery-codes', {}, key()));
    const password = new_person().password;
    await must(201, other.post('/account/password', { password }, key()));
    await must(201, other.post('/sessions/current/step-up', { password, totp: (await advance(other, 30), await code_of(other, begun.secret)) }, key()));
    const kept = everything(dsn);
    for (const text of [begun.secret, begun.uri, password, people[1].password, other.cookie, other.cookies.get('__Host-device'), ...recovery_codes, ...newer])
      assert.ok(!kept.includes(text), 'a secret in the database');
    other.close();
  });
  test('keeps no answer of the endpoints that give secrets', () => {
    const bodies = rows(dsn, 'select body from idempotency_keys where body is not null').flat();
    for (const body of bodies) assert.doesNotMatch(body, /suncrew_key_|otpauth|recovery_codes|"secret"/);
  });
  test('of an officer is answered again, not done again', async () => {
    const officer = await signed_in_staff(server, 'security');
    const invitation = { email: new_person().email, name: 'Synthetic Colleague', role: 'sales', language: 'en' };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await officer.post('/staff/invitations', invitation, headers);
    const again = await officer.post('/staff/invitations', invitation, headers);
    assert.deepEqual([first.status, again.status, again.headers['idempotent-replay']], [202, 202, 'true']);
    assert.equal(again.text, first.text);
    refuses(await officer.post('/staff/invitations', invitation), 409, 'email_taken', 'email');
    officer.close();
  });
  test('is nobody else’s', async () => {
    const officer = await signed_in_staff(server, 'security');
    const headers = { 'idempotency-key': randomUUID() };
    await must(202, officer.post('/staff/invitations', { email: new_person().email, name: 'Synthetic Colleague', role: 'sales', language: 'en' }, headers));
    await advance(officer, 601);
    refuses(await officer.post('/staff/invitations', {}, headers), 403, 'step_up_required');
    refuses(await visitor.post('/staff/invitations', {}, headers), 401, 'session_required');
    officer.close();
  });
});

describe('who has an account', () => {
  /** All that can be told apart: status, headers and body, but for the number of the request. */
  const told = ({ status, headers, text }) => {
    const { date, ...others } = headers;
    return JSON.stringify([status, others, text.replace(/"request":"[^"]*"/, '"request":""')]).replace(/"content-length":"\d+"/, '');
  };
  let locked, unconfirmed, passwordless;
  before(async () => {
    const officer = await signed_in_staff(server, 'security');
    [, , locked] = people;
    const { id } = await must(200, officer.post('/accounts/searches', { email: locked.email }));
    assert.equal((await officer.post(`/accounts/${id}/lock`, { reason: 'other' })).status, 204);
    officer.close();
    [unconfirmed, passwordless] = [new_person(), new_person()];
    await must(202, visitor.post('/accounts', unconfirmed));
    await must(202, visitor.post('/accounts', { ...passwordless, password: undefined }));
  });
  const kinds = () => ({ none: new_person(), confirmed: people[0], locked, unconfirmed, passwordless });
  const ways = {
    'sign-in with a wrong password': ({ email }) => visitor.post('/sessions', { email, password: 'not the password' }),
    'a request for a reset': ({ email }) => visitor.post('/password-resets/requests', { email }),
    'a request for a confirmation': ({ email }) => visitor.post('/email-verifications/requests', { email }),
    'sign-up': ({ email }) => visitor.post('/accounts', { ...new_person(), email }),
    'sign-up without a password': ({ email }) => visitor.post('/accounts', { ...new_person(), email, password: undefined }),
  };
  for (const [name, ask] of Object.entries(ways))
    test(`is not told by ${name}`, async () => {
      const answers = {};
      for (const [kind, person] of Object.entries(kinds())) answers[kind] = told(await ask(person));
      for (const [kind, answer] of Object.entries(answers)) assert.equal(answer, answers.none, kind);
    });
  test('is not told by the right password of a locked account either', async () => {
    const right = told(await visitor.post('/sessions', { email: locked.email, password: locked.password }));
    assert.equal(right, told(await visitor.post('/sessions', { email: new_person().email, password: locked.password })));
  });
});

describe('after all of it', () => {
  test('every way was gone, so that there is something to find', async () => {
    const person = people[0];
    const half = new Client(server);
    await must(201, half.post('/sessions', { email: person.email, password: person.password }));
    refuses(await half.post('/sessions/current/second-factor', { totp: '271828' }), 401, 'credentials_refused');
    refuses(await half.post('/sessions/current/second-factor', { recovery_code: 'ZZZZ-ZZZZ-ZZZZ' }), 401, 'credentials_refused');
    await must(201, half.post('/sessions/current/second-factor', { recovery_code: codes[4] }));
    await advance(half, 30);
    await must(201, half.post('/sessions/current/step-up', { password: person.password, totp: await code_of(half, secret) }));
    const authenticator = new Authenticator(server.url);
    await must(201, half.post('/account/passkeys', { name: 'key', credential: authenticator.create(await must(201, half.post('/account/passkeys/options', {}))) }));
    const passkey = new Client(server);
    await must(201, passkey.post('/sessions/passkey', { credential: authenticator.answer(await must(201, passkey.post('/sessions/passkey-options', {}))) }));
    await must(202, half.post('/account/email', { email: new_person().email }));
    // Of somebody for whom no other link is on its way, which would end this one.
    await must(202, visitor.post('/password-resets/requests', { email: people[1].email }));
    const token = await mailed_token(server, people[1].email, 'new-password');
    refuses(await visitor.post('/password-resets', { token, password: 'password1' }), 422, 'password_leaked');
    assert.equal((await visitor.post('/password-resets', { token, password: new_person().password })).status, 204);
    refuses(await visitor.get('/orders', { authorization: `Bearer suncrew_key_${'A'.repeat(51)}` }), 401);
    [half, passkey].forEach((one) => one.close());
  });
  test('no cookie’s value was in an answer’s body, and no secret in a path', () => {
    assert.ok(secrets.cookies.size > 10 && secrets.typed.size > 40, `${secrets.cookies.size} cookies, ${secrets.typed.size} others`);
    secrets.check_exchanges();
  });
  test('no secret, code or address of a person is in the log', async () => {
    const last = new_person();
    await visitor.post('/sessions', { email: last.email, password: last.password });
    const events = () => log_lines().slice(log_began);
    // What is written is written in its order, so with this event all before it are there.
    const failed = () => events().filter((line) => line.includes('"sign_in_failed"')).length;
    const known = failed();
    await visitor.post('/sessions', { email: last.email, password: last.password });
    await until('the event in the log', () => failed() > known);
    const lines = events();
    assert.ok(lines.some((line) => line.includes('second_factor_failed')) && lines.length > 30, `${lines.length} lines`);
    secrets.check_log(lines);
  });
  test('the table of answers to repeat holds no secret', () => {
    const bodies = rows(dsn, 'select body from idempotency_keys where body is not null').flat().join('\n');
    for (const text of [...secrets.cookies, ...secrets.typed]) if (text.length > 6) assert.ok(!bodies.includes(text));
  });
});
