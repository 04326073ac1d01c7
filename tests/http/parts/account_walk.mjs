// The whole life of accounts over HTTPS, step by step: a customer's factors, recovery, sessions and keys, and staff
// from the invitation to the lock. Each part is given `step`, as the walk of an order is.
import assert from 'node:assert/strict';
import { one_time_code } from '../../../tools/one_time_code.mjs';
import { Authenticator } from './authenticator.mjs';
import { Client } from './client.mjs';
import { check_item, opened_note, roots_of_consistency } from './log_check.mjs';
import { mailed_token } from './outbox.mjs';
import { new_person, signed_in_customer } from './people.mjs';
import { until } from './until.mjs';
import { advance, expect } from './walk.mjs';

const next_code_s = 30;

/** A code that was not used yet: the clock is moved to the next one. */
async function fresh_code(client, secret) {
  return one_time_code(secret, Date.parse(await advance(client, next_code_s)));
}

async function enrol_totp(client) {
  const { secret, uri } = expect(await client.post('/account/totp'), 201);
  assert.ok(uri.startsWith('otpauth://totp/') && uri.includes(secret));
  const enrolled = expect(await client.post('/account/totp/confirmations', { code: await fresh_code(client, secret) }), 201);
  return { secret, enrolled };
}

async function enrol_passkey(client, authenticator, name) {
  const options = expect(await client.post('/account/passkeys/options'), 201);
  return expect(await client.post('/account/passkeys', { name, credential: authenticator.create(options) }), 201);
}

async function step_up(client, proof) {
  return expect(await client.post('/sessions/current/step-up', proof), 201);
}

async function factors(walk, step) {
  const { customer } = walk;
  const { person } = customer;
  await step('a customer enrols an authenticator app, and gets ten recovery codes', async (say) => {
    const { secret, enrolled } = await enrol_totp(customer);
    Object.assign(walk, { secret, codes: enrolled.recovery_codes });
    assert.equal(walk.codes.length, 10);
    say(`${walk.codes.length} codes, such as ${walk.codes[0].replace(/[0-9A-Z]/g, 'x')}`);
  });
  await step('from now on the password alone leads nowhere', async (say) => {
    const other = (walk.other = new Client(walk.server));
    const begun = expect(await other.post('/sessions', { email: person.email, password: person.password }), 201);
    assert.equal(begun.owes, 'second_factor');
    assert.deepEqual(begun.methods, ['totp', 'recovery_code']);
    expect(await other.get('/account'), 401, 'second_factor_required');
    expect(await other.post('/account/totp'), 401, 'second_factor_required');
    say('401 second_factor_required');
  });
  await step('a wrong code is refused, the next one lets in, and not twice', async (say) => {
    const before = walk.other.cookie;
    expect(await walk.other.post('/sessions/current/second-factor', { totp: '000000' }), 401, 'credentials_refused');
    const code = await fresh_code(customer, walk.secret);
    expect(await walk.other.post('/sessions/current/second-factor', { totp: code }), 201);
    assert.notEqual(walk.other.cookie, before);
    const third = new Client(walk.server);
    await third.post('/sessions', { email: person.email, password: person.password });
    expect(await third.post('/sessions/current/second-factor', { totp: code }), 401, 'credentials_refused');
    const entered = expect(await third.post('/sessions/current/second-factor', { recovery_code: walk.codes[3] }), 201);
    assert.equal(entered.owes, 'nothing');
    third.close();
    say('the recovery code let in the third');
  });
  await step('a passkey is enrolled, and signs in alone', async (say) => {
    walk.authenticator = new Authenticator(walk.server.url);
    await step_up(customer, { password: person.password, totp: await fresh_code(customer, walk.secret) });
    const { recovery_codes } = await enrol_passkey(customer, walk.authenticator, 'telephone');
    assert.deepEqual(recovery_codes, [], 'the codes that are there stay');
    const browser = (walk.browser = new Client(walk.server));
    const options = expect(await browser.post('/sessions/passkey-options'), 201);
    const credential = walk.authenticator.answer(options);
    assert.equal(expect(await browser.post('/sessions/passkey', { credential }), 201).owes, 'nothing');
    expect(await browser.post('/sessions/passkey', { credential }), 401, 'credentials_refused');
    say('signed in; the same answer again got 401');
  });
  await step('a passkey also answers as the second factor, and proves again', async (say) => {
    const browser = new Client(walk.server);
    await browser.post('/sessions', { email: person.email, password: person.password });
    const options = expect(await browser.post('/sessions/current/passkey-options'), 201);
    assert.equal(options.allow.length, 1);
    expect(await browser.post('/sessions/current/second-factor', { credential: walk.authenticator.answer(options) }), 201);
    const again = expect(await browser.post('/sessions/current/step-up-options'), 201);
    await step_up(browser, { credential: walk.authenticator.answer(again) });
    browser.close();
    say('twice a new token');
  });
  await step('an old proof is not enough for what is sensitive', async (say) => {
    await advance(customer, 11 * 60);
    assert.equal(expect(await customer.get('/sessions/current'), 200).proved_recently, false);
    expect(await customer.post('/account/recovery-codes'), 403, 'step_up_required');
    await step_up(customer, { password: person.password, totp: await fresh_code(customer, walk.secret) });
    const { recovery_codes } = expect(await customer.post('/account/recovery-codes'), 201);
    assert.equal(recovery_codes.length, 10);
    say('403 step_up_required, then ten new codes');
  });
  await step('the security page knows all of it', async (say) => {
    const security = expect(await customer.get('/account/security'), 200);
    assert.equal(security.passkeys[0].name, 'telephone');
    assert.equal(security.recovery_codes_left, 10);
    expect(await customer.delete(`/account/passkeys/${security.passkeys[0].id}`), 204);
    expect(await customer.delete('/account/totp'), 204);
    assert.equal(expect(await customer.get('/account/security'), 200).recovery_codes_left, 0);
    expect(await walk.browser.get('/account'), 401, 'session_required');
    say('the last factor took the recovery codes with it, and each removal the other sessions');
  });
}

async function sessions_and_keys(walk, step) {
  const { customer, browser } = walk;
  await step('sessions are listed, one is ended, it is refused at once', async (say) => {
    await browser.sign_in(customer.person);
    const { items } = expect(await customer.get('/account/sessions'), 200);
    const of_browser = expect(await browser.get('/account/sessions'), 200).items.find((session) => session.current);
    assert.ok(items.some((session) => session.id === of_browser.id && !session.current));
    expect(await customer.delete(`/account/sessions/${of_browser.id}`), 204);
    expect(await browser.get('/account'), 401, 'session_required');
    expect(await customer.delete('/account/sessions'), 204);
    assert.equal(expect(await customer.get('/account/sessions'), 200).items.length, 1);
    say(`${items.length} sessions, then one`);
  });
  await step('an API key does what it was given, until it ends', async (say) => {
    const made = expect(await customer.post('/account/api-keys', { name: 'reports', permissions: ['read_own_orders'], days: 30 }), 201);
    const program = new Client(walk.server);
    const headers = { authorization: `Bearer ${made.key}` };
    expect(await program.get('/orders', headers), 200);
    expect(await program.get('/account', headers), 403, 'key_not_sufficient');
    expect(await program.post('/account/password', { password: 'whatever it may be' }, headers), 403, 'key_not_sufficient');
    assert.equal(expect(await customer.get('/account/api-keys'), 200).items[0].name, 'reports');
    expect(await customer.delete(`/account/api-keys/${made.id}`), 204);
    expect(await program.get('/orders', headers), 401, 'session_required');
    program.close();
    say('200, 403 for more, 401 after its end');
  });
  await step('all of it is in the history', async (say) => {
    const { items } = expect(await customer.get('/account/history'), 200);
    const kinds = new Set(items.map((item) => item.kind));
    for (const kind of ['sign_in_succeeded', 'second_factor_failed', 'totp_enrolled', 'passkey_enrolled', 'step_up_succeeded', 'api_key_made'])
      assert.ok(kinds.has(kind), kind);
    say(`${items.length} entries of ${kinds.size} kinds`);
  });
  await step('each change stands in the signed log', async (say) => {
    const account = expect(await customer.get('/account'), 200).id;
    const { items, checkpoint } = await until('the places of all entries', async () => {
      const page = expect(await customer.get('/account/record'), 200);
      return page.items.every(({ standing }) => standing) && page;
    });
    const { key, note } = expect(await customer.get('/log/checkpoint'), 200);
    const head = opened_note(key, checkpoint);
    for (const item of items) check_item(item, head, account);
    const { size, root } = opened_note(key, note);
    const { proof } = expect(await customer.get(`/log/consistency?from=${head.size}&to=${size}`), 200);
    if (size > head.size) assert.deepEqual(roots_of_consistency(head.size, size, head.root, proof), { smaller: head.root, larger: root });
    say(`${items.length} proven in a log of ${head.size}`);
  });
}

async function recovery(walk, step) {
  const { customer, server } = walk;
  const { person } = customer;
  await step('the password is changed', async (say) => {
    person.password = new_person().password;
    expect(await customer.post('/account/password', { password: person.password }), 201);
    expect(await customer.post('/account/password', { password: 'password1' }), 422, 'password_leaked');
    say('and one of those that everybody knows was refused');
  });
  await step('the address is changed by a link to the new one', async (say) => {
    const address = new_person().email;
    expect(await customer.post('/account/email', { email: address }), 202);
    expect(await customer.post('/email-changes', { token: await mailed_token(server, address, 'confirm-email') }), 200);
    person.email = address;
    assert.equal(expect(await customer.get('/account'), 200).email, address);
    say('confirmed');
  });
  await step('a forgotten password is replaced by a link, and ends the sessions', async (say) => {
    const stranger = new Client(server);
    expect(await stranger.post('/password-resets/requests', { email: new_person().email }), 202);
    expect(await stranger.post('/password-resets/requests', { email: person.email }), 202);
    const token = await mailed_token(server, person.email, 'new-password');
    person.password = new_person().password;
    expect(await stranger.post('/password-resets', { token, password: person.password }), 204);
    expect(await stranger.post('/password-resets', { token, password: person.password }), 422, 'reset_refused');
    expect(await customer.get('/account'), 401, 'session_required');
    await customer.sign_in(person);
    stranger.close();
    say('the link worked once');
  });
  await step('a lost second factor goes after 72 hours, unless the link in the mail stops it', async (say) => {
    await enrol_totp(customer);
    const lost = new Client(server);
    const enter = async () => expect(await lost.post('/sessions', { email: person.email, password: person.password }), 201);
    await enter();
    const { ready_at } = expect(await lost.post('/sessions/current/factor-reset'), 202);
    assert.equal(expect(await lost.get('/sessions/current/factor-reset'), 200).ready_at, ready_at);
    const token = await mailed_token(server, person.email, 'cancel-reset');
    expect(await lost.post('/factor-resets/cancellations', { token }), 200);
    await enter();
    expect(await lost.get('/sessions/current/factor-reset'), 404, 'no_factor_reset');
    expect(await lost.post('/sessions/current/factor-reset'), 202);
    expect(await lost.post('/sessions/current/factor-reset/completion'), 409, 'factor_reset_waits');
    await advance(lost, 72 * 3600);
    await enter();
    assert.equal(expect(await lost.post('/sessions/current/factor-reset/completion'), 201).owes, 'nothing');
    lost.close();
    say(`asked, stopped, asked again, done at ${ready_at} and later`);
  });
}

async function without_password(walk, step) {
  await step('who signs up without a password comes in by a passkey', async (say) => {
    const { email, name, language } = new_person();
    const client = new Client(walk.server);
    expect(await client.post('/accounts', { email, name, language }), 202);
    const token = await mailed_token(walk.server, email, 'join');
    assert.equal(expect(await client.post('/enrolments/views', { token }), 200).role, 'customer');
    assert.equal(expect(await client.post('/enrolments', { token }), 201).owes, 'enrolment');
    const { state } = await enrol_passkey(client, new Authenticator(walk.server.url), 'laptop');
    assert.equal(state.owes, 'nothing');
    expect(await client.get('/orders'), 200);
    client.close();
    say('no password anywhere');
  });
}

async function staff(walk, step) {
  const { server } = walk;
  const officer = (walk.officer = new Client(server));
  const officers = server.sign_ins.staff.find((person) => person.role === 'security');
  await step('the security officer signs in with both factors', async (say) => {
    const account = await officer.sign_in(officers);
    walk.proof = async () => step_up(officer, { password: officers.password, totp: await fresh_code(officer, officers.totp) });
    assert.equal(account.role, 'security');
    say(account.name);
  });
  await step('invites an engineer, who owes a second factor before anything', async (say) => {
    const { email, password } = new_person();
    const invited = expect(await officer.post('/staff/invitations', { email, name: 'Staff two', role: 'engineer', language: 'en' }), 202);
    const engineer = (walk.engineer = new Client(server));
    const token = await mailed_token(server, email, 'join');
    assert.equal(expect(await engineer.post('/enrolments', { token, password }), 201).owes, 'enrolment');
    expect(await engineer.get('/account'), 401, 'second_factor_required');
    const { secret, enrolled } = await enrol_totp(engineer);
    assert.equal(enrolled.state.account.role, 'engineer');
    Object.assign(walk, { invited: { ...invited, email, password, totp: secret } });
    say('enrolled, with ten recovery codes');
  });
  await step('a changed role ends the engineer’s session at once', async (say) => {
    expect(await officer.post(`/accounts/${walk.invited.id}/role`, { role: 'support' }), 204);
    expect(await walk.engineer.get('/account'), 401, 'session_required');
    assert.equal((await walk.engineer.sign_in(walk.invited)).role, 'support');
    say('from engineer to support');
  });
  await step('their sessions are ended, they are locked, and unlocked', async (say) => {
    await walk.proof();
    expect(await officer.delete(`/accounts/${walk.invited.id}/sessions`), 204);
    expect(await walk.engineer.get('/account'), 401, 'session_required');
    expect(await officer.post(`/accounts/${walk.invited.id}/lock`, { reason: 'device_lost' }), 204);
    const { email, password } = walk.invited;
    expect(await walk.engineer.post('/sessions', { email, password }), 401, 'credentials_refused');
    expect(await officer.delete(`/accounts/${walk.invited.id}/lock`), 204);
    expect(await walk.engineer.post('/sessions', { email, password }), 201);
    say('a locked account is answered as a wrong password is');
  });
  await step('the officer has a reset and a new enrolment link mailed, and sees neither', async (say) => {
    const reset = await officer.post(`/accounts/${walk.invited.id}/password-reset`);
    expect(reset, 202);
    const link = await officer.post(`/staff/${walk.invited.id}/enrolment-links`);
    expect(link, 202);
    const token = await mailed_token(server, walk.invited.email, 'join');
    assert.ok(!reset.text.includes('token') && !link.text.includes(token));
    expect(await walk.engineer.post('/enrolments/views', { token }), 200);
    say('by mail alone');
  });
  await step('accounts and security events are there to be read', async (say) => {
    const { items } = expect(await officer.get('/staff'), 200);
    assert.equal(items.find((person) => person.id === walk.invited.id).second_factor, false);
    assert.equal(expect(await officer.post('/accounts/searches', { email: walk.invited.email }), 200).id, walk.invited.id);
    const events = expect(await officer.get(`/security-events?account=${walk.invited.id}`), 200).items;
    const change = events.find((event) => event.kind === 'role_changed');
    assert.deepEqual([change.before, change.after], ['engineer', 'support']);
    say(`${items.length} people, ${events.length} events about one`);
  });
  await step('a new security officer raises an alert, which is acknowledged and closed', async (say) => {
    await walk.proof();
    const { email } = new_person();
    const { id } = expect(await officer.post('/staff/invitations', { email, name: 'Staff three', role: 'security', language: 'en' }), 202);
    const raised = await until('the alert', async () =>
      expect(await officer.get('/alerts?state=open'), 200).items.find((alert) => alert.account === id), 60);
    assert.deepEqual([raised.rule, raised.severity, raised.state, raised.events], ['new_security_officer', 'high', 'open', 1]);
    expect(await officer.post(`/alerts/${raised.id}/acknowledgement`), 204);
    expect(await officer.post(`/alerts/${raised.id}/acknowledgement`), 409, 'alert_not_open');
    expect(await officer.post(`/alerts/${raised.id}/closing`, { reason: 'expected_work' }), 204);
    expect(await officer.post(`/alerts/${raised.id}/closing`, { reason: 'expected_work' }), 409, 'alert_closed_already');
    const closed = expect(await officer.get('/alerts?state=closed'), 200).items.find((alert) => alert.id === raised.id);
    assert.deepEqual([closed.state, closed.reason], ['closed', 'expected_work']);
    say('on record: who closed it, and why');
  });
}

async function work(walk, step) {
  const { server, officer } = walk;
  const as = async (role, client = new Client(server)) => {
    await client.sign_in(server.sign_ins.staff.find((person) => person.role === role));
    return client;
  };
  await step('the officer enrols a crew, which works once it has a second factor', async (say) => {
    const { email, password } = new_person();
    const asked = {
      email, name: 'Crew of the walk', language: 'es', latitude: 28.1, longitude: -15.4, radius_km: 20,
      skills: ['electrical'], works_on: ['mon'], active_jobs_max: 1,
    };
    await walk.proof();
    expect(await officer.post('/crews', asked), 202);
    const crew = new Client(server);
    expect(await crew.post('/enrolments', { token: await mailed_token(server, email, 'join'), password }), 201);
    expect(await crew.get('/crew'), 401, 'second_factor_required');
    await enrol_totp(crew);
    assert.equal(expect(await crew.get('/crew'), 200).name, asked.name);
    crew.close();
    say('invited, enrolled, and its page is there');
  });
  await step('support, sales and engineers each see what their work needs', async (say) => {
    const [support, sales, engineer] = [await as('support'), await as('sales'), await as('engineer')];
    const customer = new Client(server);
    await customer.sign_in(server.sign_ins.customer);
    const { id } = expect(await customer.get('/orders'), 200).items[0];
    const progress = expect(await support.get(`/support/orders/${id}`), 200);
    for (const kept_back of ['contact', 'address', 'note', 'phone']) assert.ok(!(kept_back in progress), kept_back);
    expect(await sales.get('/figures'), 200);
    expect(await engineer.get('/system'), 200);
    for (const [client, path] of [[support, '/figures'], [sales, '/system'], [engineer, `/support/orders/${id}`]])
      expect(await client.get(path), 403, 'permission_required');
    [support, sales, engineer, customer].forEach((client) => client.close());
    say(`an order in ${progress.state}; anything else got 403`);
  });
}

/** Walks it all; `server` is what `scratch` says. */
export async function walk_accounts(server, step) {
  const walk = { server, customer: await signed_in_customer(server) };
  try {
    await factors(walk, step);
    await sessions_and_keys(walk, step);
    await recovery(walk, step);
    await without_password(walk, step);
    await staff(walk, step);
    await work(walk, step);
  } finally {
    for (const client of [walk.customer, walk.other, walk.browser, walk.officer, walk.engineer]) client?.close();
  }
}
