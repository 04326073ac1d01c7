// Who takes part: everybody who asks, with what they can show and what is theirs, and the things of others.
import { randomBytes, randomUUID } from 'node:crypto';
import { one_time_code } from '../../../tools/one_time_code.mjs';
import { Client } from '../parts/client.mjs';
import { Authenticator } from '../parts/authenticator.mjs';
import { take_course } from '../parts/course.mjs';
import { verification_token } from '../parts/outbox.mjs';
import { new_order, signed_in_customer } from '../parts/people.mjs';
import { until } from '../parts/until.mjs';

const stale_after_s = 11 * 60;
const next_code_after_s = 31;
export const roles = ['customer', 'crew', 'support', 'sales', 'engineer', 'security'];

/** Well formed, and nobody's. */
export const absent_id = '01900000-0000-7000-8000-0000000000ff';

async function must(status, promise, what) {
  const answer = await promise;
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.text}`);
  return answer.body;
}

async function signed_in(server, sign_in) {
  const client = new Client(server);
  client.account = await client.sign_in(sign_in);
  return client;
}

const advance = (client, seconds) => must(200, client.post('/development/clock', { advance_seconds: seconds }), 'clock');

/** Whether what a client shows counts: its account, or none. */
const known_as = async (client) => (await must(200, client.get('/sessions/current'), 'session')).account?.id;

const current_session = async (client) =>
  (await must(200, client.get('/account/sessions'), 'sessions')).items.find((session) => session.current).id;

const make_key = (client, permissions) =>
  must(201, client.post('/account/api-keys', { name: 'matrix', permissions, days: 30 }), `key for ${permissions}`);

async function enrol_passkey(client) {
  const options = await must(201, client.post('/account/passkeys/options', {}), 'passkey options');
  const credential = new Authenticator(client.server.url).create(options);
  await must(201, client.post('/account/passkeys', { name: 'matrix', credential }), 'passkey');
  return (await must(200, client.get('/account/security'), 'security')).passkeys.at(-1).id;
}

/** A customer's second factor is their choice, and the first one ends their other sessions: so it comes before all. */
async function with_app(server, sign_in) {
  const client = await signed_in(server, sign_in);
  const { secret: totp } = await must(201, client.post('/account/totp', {}), 'authenticator app');
  const code = one_time_code(totp, await client.server_ms());
  await must(201, client.post('/account/totp/confirmations', { code }), 'its first code');
  client.close();
  return { ...sign_in, totp };
}

/**
 * The keys of an account: one for each permission alone, one for all but each, and `most`, which can do as much as any. They are
 * as many as an account of a crew may have.
 */
async function make_keys(client) {
  const { permissions_possible: possible } = await must(200, client.get('/account/api-keys'), 'keys');
  const only = new Map();
  const without = new Map();
  for (const permission of possible) {
    only.set(permission, (await make_key(client, [permission])).key);
    const others = possible.filter((other) => other !== permission);
    if (others.length > 0) without.set(permission, (await make_key(client, others)).key);
  }
  return { most: [...without.values(), ...only.values()][0], only, without };
}

// ---- visits

const day_ms = 86_400_000;
const date_of = (ms) => new Date(ms).toISOString().slice(0, 10);

/** A visit that the planning has made of a crew's jobs, if it has made one. */
async function first_visit(crew) {
  const { days } = await must(200, crew.get(`/crew/calendar?from=${date_of(await crew.server_ms())}&days=60`), 'calendar');
  const day = days.find((one) => one.visits > 0)?.day;
  return day && (await must(200, crew.get(`/crew/day?day=${day}`), 'day')).stops[0].visit;
}

/** Such a visit, and an absence far ahead, which moves none. */
async function days_of(crew) {
  const now = await crew.server_ms();
  const visit = await until('a visit of the crew', () => first_visit(crew));
  const far = date_of(now + 300 * day_ms);
  const absence = await must(201, crew.post('/crew/absences', { from: far, to: far, reason: 'other' }), 'absence');
  return { visit, absence: absence.id };
}

/** A visit of one of the customer's orders. */
const visit_of = (customer, orders) => until('a visit of the customer', async () => {
  for (const { id } of orders) {
    const { items } = await must(200, customer.get(`/orders/${id}/visits`), 'visits');
    if (items.length > 0) return items[0].id;
  }
  return undefined;
});

// ---- the roles

/** A crew with an open offer, a job and a visit, as the demo leaves some. */
async function crew_at_work(server, sign_ins) {
  for (const sign_in of sign_ins) {
    const client = await signed_in(server, sign_in);
    const offers = (await must(200, client.get('/offers'), 'offers')).items;
    const jobs = (await must(200, client.get('/jobs'), 'jobs')).items;
    if (offers.length > 0 && jobs.length > 0 && (await first_visit(client))) return { client, offer: offers[0].id, job: jobs[0].id, ...(await days_of(client)) };
  }
  throw new Error('the demo has no second crew with an open offer and a job');
}

/** Everything of the roles that is old by now: sessions for the stale cells, and two of each that will be ended. */
async function early_sessions(server, sign_ins, clock) {
  const rounds = [];
  for (let round = 0; round < 3; ++round) {
    if (round > 0) await advance(clock, next_code_after_s);
    rounds.push(await Promise.all(sign_ins.map((sign_in) => signed_in(server, sign_in))));
  }
  return Promise.all(
    sign_ins.map(async (sign_in, i) => {
      const [stale, ended_one, ended_all] = rounds.map((clients) => clients[i]);
      return { sign_in, stale, ended_one, ended_all, session: await current_session(ended_one) };
    }),
  );
}

/** And everything that is new: a fresh session, keys, a passkey. */
async function late_things(server, early) {
  const fresh = await signed_in(server, early.sign_in);
  const passkey = await enrol_passkey(fresh);
  const keys = await make_keys(fresh);
  const spare = await make_key(fresh, ['read_own_account']);
  const { id: account, email } = fresh.account;
  return { ...early, fresh, keys, spare_key: spare.key, email, own: { account, session: early.session, passkey, api_key: spare.id } };
}

// ---- those who are entering, or out

async function entering(server, { email, password }) {
  const client = new Client(server);
  const state = await must(201, client.post('/sessions', { email, password }), 'first proof');
  if (state.owes !== 'second_factor') throw new Error(`${email} owes ${state.owes}`);
  return { client, own: { account: state.account.id } };
}

const invitation = (role) => ({ email: `${role}.${randomUUID()}@example.org`, name: 'Synthetic Person', role, language: 'en' });

async function invited(officer, role) {
  const person = invitation(role);
  const { id } = await must(202, officer.post('/staff/invitations', person), 'invitation');
  return { id, email: person.email };
}

async function joining(server, person) {
  const client = new Client(server);
  const token = await verification_token(server.outbox, person.email);
  const password = randomBytes(15).toString('base64url');
  const state = await must(201, client.post('/enrolments', { token, password }), 'enrolment');
  if (state.owes !== 'enrolment') throw new Error(`who joins owes ${state.owes}`);
  return { client, own: { account: person.id } };
}

const break_glass = { scope: 'system', purpose: 'The matrix asks as somebody in need would.', minutes: 10 };
const ask_for_grant = async (client, asked) => (await must(201, client.post('/grants', asked), 'grant')).id;

/** Somebody of the staff who has just joined and taken the course. */
async function joined(server, officer, role) {
  const { client } = await joining(server, await invited(officer, role));
  const { secret } = await must(201, client.post('/account/totp', {}), 'authenticator app');
  const code = one_time_code(secret, await client.server_ms());
  await must(201, client.post('/account/totp/confirmations', { code }), 'its first code');
  await take_course(client);
  return client;
}

/** A new engineer, with two requests: for everything, and for one customer's contact details. Who decides has not invited them. */
async function asking_engineer(server, sign_in, customer) {
  const inviter = await signed_in(server, sign_in);
  const client = await joined(server, inviter, 'engineer');
  inviter.close();
  const grant = await ask_for_grant(client, break_glass);
  const contact = await ask_for_grant(client, { ...break_glass, scope: 'contact_details', account: customer });
  client.close();
  return { grant, contact };
}

/** A case of support's with a customer, and a change that was asked for with it and withdrawn. */
async function helped(support, customer) {
  const reason = 'The matrix asks as a caller would.';
  const { opened } = await must(200, support.post('/cases', { email: customer.email, ticket: 'T-1', reason }), 'case');
  await must(200, support.get(`/cases/${opened.id}`), 'look at it');
  const fields = [{ field: 'name', value: 'Synthetic Other' }];
  const { id } = await must(201, support.post(`/cases/${opened.id}/changes`, { fields, reason }), 'change');
  await must(204, support.delete(`/change-requests/${id}`), 'withdrawal');
  return { case: opened.id, change: id };
}

/** What is well formed and was good once: of a session that was ended, and of an account that is locked. */
async function spent(server, officer) {
  const client = await signed_in_customer(server);
  const ended_key = await make_key(client, ['read_own_account']);
  await must(204, client.delete(`/account/api-keys/${ended_key.id}`), 'end of a key');
  const kept_key = await make_key(client, ['read_own_account', 'read_own_orders']);
  const locked = await signed_in(server, client.person);
  const ended = client.cookie;
  await must(204, client.delete('/sessions/current'), 'sign-out');
  await must(204, officer.post(`/accounts/${client.account.id}/lock`, { reason: 'suspicious' }), 'lock');
  return {
    account: client.account.id,
    shown: [
      ['nothing', {}],
      ['a made-up session', cookie_of(randomBytes(32).toString('base64url'))],
      ['an ended session', cookie_of(ended)],
      ['a locked session', cookie_of(locked.cookie)],
      ['a made-up key', bearer_of(`suncrew_key_${randomBytes(32).toString('base64url')}00000000`)],
      ['an ended key', bearer_of(ended_key.key)],
      ['a locked key', bearer_of(kept_key.key)],
    ],
  };
}

/** An alert of its own for each of some words: somebody was invited as a security officer. */
async function alerts_for(officer, words) {
  const people = await Promise.all(words.map(() => invited(officer, 'security')));
  const raised = (person) => until('an alert', async () =>
    (await must(200, officer.get('/alerts?state=open'), 'alerts')).items.find((alert) => alert.account === person.id), 60);
  return Object.fromEntries(await Promise.all(words.map(async (word, i) => [word, (await raised(people[i])).id])));
}

// ---- somebody else

/** Another customer, with an order, and one of each thing that an account has. */
async function another_customer(server) {
  const client = await signed_in_customer(server);
  const { id } = await new_order(client);
  const order = await until('the order to look for a crew', async () => {
    const now = await must(200, client.get(`/orders/${id}`), 'order');
    return now.state === 'matching' && now;
  });
  const passkey = await enrol_passkey(client);
  const key = await make_key(client, ['read_own_account']);
  const session = await current_session(client);
  return { client, order: order.id, quote: order.quote, passkey, session, api_key: key.id, account: client.account.id };
}

/** What the others have, as they see it: that nobody else has changed it. */
export async function others_things({ customer, crew }) {
  const seen = async (client, path) => (await must(200, client.get(path), path));
  const ids = (items) => items.map((item) => item.id).sort();
  return {
    order: await seen(customer.client, `/orders/${customer.order}`),
    timeline: await seen(customer.client, `/orders/${customer.order}/timeline`),
    passkeys: ids((await seen(customer.client, '/account/security')).passkeys),
    sessions: ids((await seen(customer.client, '/account/sessions')).items),
    keys: ids((await seen(customer.client, '/account/api-keys')).items),
    job: await seen(crew.client, `/jobs/${crew.job}`),
    job_timeline: await seen(crew.client, `/jobs/${crew.job}/timeline`),
    offers: ids((await seen(crew.client, '/offers')).items),
  };
}

const cookie_of = (token) => ({ cookie: `__Host-session=${token}` });
const bearer_of = (key) => ({ authorization: `Bearer ${key}` });

/** How a role shows itself, for each word of `shown`; which key depends on the endpoint's permission. */
function shown_by({ stale, fresh, keys }) {
  const another = (permission) => (keys.only.has(permission) ? keys.without.get(permission) : keys.only.get('read_own_account'));
  return new Map([
    ['fresh', () => cookie_of(fresh.cookie)],
    ['stale', () => cookie_of(stale.cookie)],
    ['key', (permission) => bearer_of(keys.only.get(permission) ?? keys.most)],
    // None for who can give a key this one permission and no other.
    ['other key', (permission) => another(permission) && bearer_of(another(permission))],
  ]);
}

/** Makes everything anew on the server; some 50 sign-ins. */
export async function assemble(server) {
  const { customer, crew, crews, staff } = server.sign_ins;
  const [other_officer, ...others_of_staff] = staff.toSorted((a, b) => (b.role === 'security') - (a.role === 'security'));
  const sign_ins = { customer: await with_app(server, customer), crew, ...Object.fromEntries(others_of_staff.map((person) => [person.role, person])) };
  const other_crews = crews.filter((one) => one.email !== crew.email);
  const clock = new Client(server);

  const other_crew = crew_at_work(server, other_crews.slice(0, -1));
  const early = await early_sessions(server, roles.map((role) => sign_ins[role]), clock);
  const others = { crew: await other_crew };
  await advance(clock, stale_after_s + next_code_after_s);

  const late = await Promise.all(early.map((one) => late_things(server, one)));
  const actors = Object.fromEntries(roles.map((role, i) => [role, late[i]]));
  const officer = actors.security.fresh;
  const [enterers, out, targets, joiner, alerts] = await Promise.all([
    Promise.all([entering(server, other_crews.at(-1)), entering(server, sign_ins.support)]),
    spent(server, officer),
    Promise.all(['support', 'support', 'sales', 'engineer'].map((role) => invited(officer, role))),
    invited(officer, 'support').then((person) => joining(server, person)),
    alerts_for(officer, ['acknowledged', 'closed']),
    another_customer(server).then((customer) => (others.customer = customer)),
  ]);
  await must(202, enterers[0].client.post('/sessions/current/factor-reset', {}), 'factor reset');
  await own_work(actors);
  for (const role of ['support', 'engineer', 'security']) actors[role].own.grant = await ask_for_grant(actors[role].fresh, break_glass);
  const far = date_of(await actors.support.fresh.server_ms() + 300 * day_ms);
  const closed = await must(201, actors.support.fresh.post('/dispatch/closed-days', { day: far, country: 'ES', reason: 'weather' }), 'closed day');
  const help = await helped(actors.support.fresh, actors.customer);
  Object.assign(actors.support.own, { case: help.case, request: help.change });
  actors.customer.own.own_change = help.change;
  const colleague = await joined(server, officer, 'support');
  const others_help = await helped(colleague, others.customer.client.person);
  Object.assign(others, { case: others_help.case, request: others_help.change, own_change: others_help.change });
  colleague.close();
  const asked = await asking_engineer(server, other_officer, others.customer.account);
  others.grant = asked.grant;
  const [linked, locked, moved, sessionless] = targets;
  const watched = await joining(server, sessionless);
  return {
    server,
    actors,
    others,
    targets: { linked: linked.id, locked: locked.id, unlocked: out.account, moved: moved.id, sessionless: sessionless.id, contact: asked.contact },
    alerts,
    change: help.change,
    closed_day: closed.id,
    watched: watched.client,
    askers: [
      ...out.shown.map(([shown, headers]) => ({ person: 'visitor', shown, headers: () => headers, own: {} })),
      ...[['entering crew', enterers[0]], ['entering staff', enterers[1]], ['joining staff', joiner]].map(([person, one]) =>
        ({ person, shown: 'fresh', headers: () => cookie_of(one.client.cookie), own: one.own })),
      ...roles.flatMap((role) => [...shown_by(actors[role])].map(([shown, headers]) =>
        ({ person: role, shown, headers, own: actors[role].own }))),
    ],
    known_as,
    close: () => closing([clock, watched.client, joiner.client, ...enterers.map((one) => one.client), others.crew.client, others.customer.client,
      ...late.flatMap((one) => [one.stale, one.ended_one, one.ended_all, one.fresh])]),
  };
}

const closing = (clients) => clients.forEach((client) => client.close());

/** The customer's own order, and the crew's own offer, which it accepts, and with it a job. */
async function own_work({ customer, crew }) {
  const orders = (await must(200, customer.fresh.get('/orders'), 'orders')).items;
  const order = orders.find((one) => one.waits_for !== null);
  const offer = (await must(200, crew.fresh.get('/offers'), 'offers')).items[0];
  const job = await must(200, crew.fresh.post(`/offers/${offer.id}/acceptance`, {}), 'acceptance');
  const { quote } = await must(200, customer.fresh.get(`/orders/${order.id}`), 'order');
  Object.assign(customer.own, { order: order.id, job: order.id, quote, visit: await visit_of(customer.fresh, orders) });
  Object.assign(crew.own, { offer: offer.id, job: job.id, order: job.id, ...(await days_of(crew.fresh)) });
}
