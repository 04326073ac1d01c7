// The first start on an empty database: one link for the first security officer, and no other way in.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { other_database, rows } from './parts/database.mjs';
import { advance, enrol_totp, must } from './parts/identity.mjs';
import { mails_to } from './parts/outbox.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const { folder } = scratch();
const suite_dsn = process.env.SUNCREW_DSN ?? '';
const is_mariadb = suite_dsn.startsWith('mysql:');
const own_folder = join(folder, 'first_start');
const dsn = is_mariadb ? other_database(suite_dsn, 'suncrew_first_start') : `sqlite:${join(own_folder, 'suncrew.db')}`;
const server = new OwnServer(own_folder, { dsn: is_mariadb ? dsn : undefined, settings: { SUNCREW_DEMO: 'no' } });
const officer = { ...new_person(), name: 'Synthetic Officer' };
let visitor, token;

/** The links that were printed since the program's first start. */
const links = () => [...server.log().join('\n').matchAll(/https:\/\/\S+#token=(\S+)/g)].map(([link, found]) => ({ link, token: found }));
const restart = () => {
  visitor?.close();
  server.stop();
  server.start();
  visitor = new Client(server);
};
const enrol = (shown, person) => visitor.post('/enrolments', { token: shown, email: person.email, name: person.name, password: person.password, language: 'en' });

before(() => {
  server.start();
  visitor = new Client(server);
}, { timeout: 120_000 });
after(() => {
  visitor?.close();
  server.stop();
});

test('an empty database has no account, and nobody gets in by a well-known one', async () => {
  assert.deepEqual(rows(dsn, 'select count(*) from accounts'), [['0']]);
  for (const name of ['admin', 'root', 'test', 'user', 'security', 'suncrew', 'customer1', 'support', 'demo'])
    for (const password of ['admin', 'root', 'password', 'suncrew', 'changeme', 'demo', name])
      refuses(await visitor.post('/sessions', { email: `${name}@example.org`, password }), 401, 'credentials_refused');
  for (const name of ['admin', 'root']) refuses(await visitor.post('/sessions', { email: name, password: name }), 422, 'not_an_email', 'email');
});

test('one link is printed, once, and stands in no line of the log’s own', async () => {
  await until('the link', () => links().length > 0);
  const found = links();
  assert.equal(found.length, 1);
  assert.match(found[0].link, new RegExp(`^${server.url}/join#token=[A-Za-z0-9_-]{43}$`));
  assert.ok(server.log().filter((line) => line.startsWith('{')).every((line) => !line.includes(found[0].token)));
  assert.deepEqual(rows(dsn, 'select count(*) from outbox'), [['0']], 'nobody gets it by mail');
});

test('another start before it is used prints another, and the first is dead', async () => {
  const [first] = links();
  restart();
  await until('the second link', () => links().length === 2);
  const [, second] = links();
  assert.notEqual(second.token, first.token);
  refuses(await visitor.post('/enrolments/views', { token: first.token }), 422, 'enrolment_refused', 'token');
  refuses(await enrol(first.token, officer), 422, 'enrolment_refused', 'token');
  assert.deepEqual(await must(200, visitor.post('/enrolments/views', { token: second.token })), { role: 'security', email: null, name: null });
  ({ token } = second);
});

test('it asks for an address and a name', async () => {
  refuses(await visitor.post('/enrolments', { token, password: officer.password, name: officer.name }), 422, 'missing_member', 'email');
  refuses(await visitor.post('/enrolments', { token, password: officer.password, email: officer.email }), 422, 'missing_member', 'name');
  refuses(await enrol(token, { ...officer, password: 'password1' }), 422, 'password_leaked', 'password');
});

test('it makes the officer, once, who can do nothing before a second factor', async () => {
  const others = Array.from({ length: 4 }, () => ({ ...new_person(), name: 'Synthetic Other' }));
  const answers = await Promise.all([officer, ...others].map((person) => enrol(token, person)));
  const made = answers.filter((answer) => answer.status === 201);
  assert.equal(made.length, 1, answers.map((answer) => answer.text).join('\n'));
  // From then on the link is the officer's own: it asks for no address, and takes none.
  for (const answer of answers) if (answer.status !== 201) refuses(answer, 422, ['enrolment_refused', 'unknown_member']);
  assert.deepEqual(rows(dsn, 'select role from accounts'), [['security']]);
  const { account, owes } = made[0].body;
  assert.deepEqual([account.role, owes], ['security', 'enrolment']);
  const [person] = [officer, ...others].filter(({ email }) => email === account.email);
  Object.assign(officer, person);

  const with_password = new Client(server);
  assert.equal((await must(201, with_password.post('/sessions', { email: officer.email, password: officer.password }))).owes, 'enrolment_link');
  refuses(await with_password.post('/account/totp', {}), 401, 'second_factor_required');
  with_password.close();
  const client = new Client(server);
  await must(201, client.post('/enrolments', { token, password: officer.password }));
  for (const path of ['/staff', '/account', '/account/security', '/security-events']) refuses(await client.get(path), 401, 'second_factor_required');
  refuses(await client.post('/staff/invitations', { email: new_person().email, name: 'x', role: 'security', language: 'en' }), 401, 'second_factor_required');
  const { secret, state, recovery_codes } = await enrol_totp(client);
  assert.deepEqual([state.owes, recovery_codes.length], ['nothing', 10]);
  officer.totp = secret;
  assert.equal((await must(200, client.get('/staff'))).items.length, 1);
  client.close();
  refuses(await visitor.post('/enrolments', { token, password: officer.password }), 422, 'enrolment_refused', 'token');
});

test('a start with an officer prints none', async () => {
  restart();
  const client = new Client(server);
  await advance(client, 30);
  await client.sign_in(officer);
  client.close();
  // The link is printed right after the schema is there, which is before anybody can sign in.
  assert.equal(links().length, 2);
  assert.deepEqual(rows(dsn, 'select count(*) from enrolments'), [['0']]);
  refuses(await enrol(token, new_person()), 422, 'enrolment_refused', 'token');
});

test('who was first is told, and all of it is on record', async () => {
  const kinds = rows(dsn, 'select kind from security_events order by id').flat();
  assert.equal(kinds.filter((kind) => kind === 'enrolment_link_made').length, 2);
  assert.equal(kinds.filter((kind) => kind === 'account_created').length, 1);
  assert.ok(kinds.includes('enrolment_link_refused') && kinds.includes('totp_enrolled'));
  await until('the letter', () => mails_to(server.outbox, officer.email).length > 0);
});
