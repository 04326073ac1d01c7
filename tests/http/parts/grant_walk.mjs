// Work by permission over HTTPS, step by step: the course, a grant from the request to its end, break-glass, and the entries
// of all of it in the log.
import assert from 'node:assert/strict';
import { one_time_code } from '../../../tools/one_time_code.mjs';
import { Client } from './client.mjs';
import { course_answers, right_answers, take_course } from './course.mjs';
import { check_item, opened_note } from './log_check.mjs';
import { mailed_token } from './outbox.mjs';
import { new_person } from './people.mjs';
import { until } from './until.mjs';
import { advance, expect } from './walk.mjs';

const purpose = 'Ticket 4711: letters to this customer bounce, compare the address.';

/** Somebody of the staff, signed in a moment ago; of the two security officers the first. */
export async function staff_client(server, role, nth = 0) {
  const client = new Client(server);
  await client.sign_in(server.sign_ins.staff.filter((person) => person.role === role)[nth]);
  return client;
}

export const contact_of = (account, minutes = 30) => ({ scope: 'contact_details', account, purpose, minutes });
export const break_glass = (minutes = 10) => ({ scope: 'system', purpose, minutes });

/**
 * An engineer who has joined through the second security officer, so that the first may approve for them; with a second
 * factor and without the course.
 */
export async function new_engineer(server) {
  const { email, password } = new_person();
  const officer = await staff_client(server, 'security', 1);
  expect(await officer.post('/staff/invitations', { email, name: 'Engineer Nova', role: 'engineer', language: 'en' }), 202);
  officer.close();
  const client = new Client(server);
  expect(await client.post('/enrolments', { token: await mailed_token(server, email, 'join'), password }), 201);
  const { secret } = expect(await client.post('/account/totp'), 201);
  const code = one_time_code(secret, await client.server_ms());
  client.account = expect(await client.post('/account/totp/confirmations', { code }), 201).state.account;
  client.signs_in_with = { email, password, totp: secret };
  return client;
}

async function course(walk, step) {
  const { engineer } = walk;
  await step('without the course nobody asks for a grant', async (say) => {
    expect(await engineer.post('/grants', contact_of(walk.customer.account.id)), 403, 'training_required');
    assert.equal(expect(await engineer.get('/training?language=en'), 200).valid_until, null);
    say('403 training_required');
  });
  await step('a wrong answer is explained, and then the course is passed', async (say) => {
    const answers = [...right_answers];
    answers[3] = 0;
    const { passed, wrong, tries_left } = expect(await engineer.post('/training/answers', course_answers(answers)), 200);
    assert.equal(passed, false);
    assert.deepEqual(wrong.map(({ question }) => question), [3]);
    assert.ok(wrong[0].explanation.length > 20);
    await take_course(engineer);
    assert.notEqual(expect(await engineer.get('/training?language=es'), 200).valid_until, null);
    say(`one wrong, ${tries_left} tries left, then all right`);
  });
}

async function one_grant(walk, step) {
  const { engineer, officer, support, customer } = walk;
  await step('an engineer asks, and a security officer is written to', async (say) => {
    walk.grant = expect(await engineer.post('/grants', contact_of(customer.account.id)), 201);
    assert.deepEqual([walk.grant.state, walk.grant.waits_for], ['requested', ['security']]);
    const { items } = expect(await officer.get('/grant-requests'), 200);
    const seen = items.find((one) => one.id === walk.grant.id);
    assert.deepEqual([seen.holder, seen.purpose, seen.minutes, seen.account], ['Engineer Nova', purpose, 30, customer.account.id]);
    say(`waits for ${walk.grant.waits_for}`);
  });
  await step('before it is approved it opens nothing', async (say) => {
    expect(await engineer.get(`/opened/accounts/${customer.account.id}`), 403, 'grant_required');
    say('403 grant_required');
  });
  await step('nobody approves their own, nor for who is not theirs to decide', async (say) => {
    expect(await engineer.post(`/grants/${walk.grant.id}/approval`), 409, 'not_oneself');
    expect(await support.post(`/grants/${walk.grant.id}/approval`), 404, 'no_such_grant');
    say('409 and 404');
  });
  await step('the officer approves it; it is valid, opens just that, and is revoked at once', async (say) => {
    const approved = expect(await officer.post(`/grants/${walk.grant.id}/approval`), 200);
    assert.equal(approved.state, 'approved');
    assert.ok(expect(await officer.get('/live-grants'), 200).items.some((one) => one.id === walk.grant.id));
    expect(await officer.post(`/grants/${walk.grant.id}/approval`), 409, 'grant_over');
    const opened = expect(await engineer.get(`/opened/accounts/${customer.account.id}`), 200);
    assert.deepEqual(opened, { name: customer.account.name, email: customer.account.email });
    expect(await engineer.get(`/opened/accounts/${engineer.account.id}`), 403, 'grant_required');
    expect(await support.get(`/opened/accounts/${customer.account.id}`), 403, 'grant_required');
    expect(await officer.post(`/grants/${walk.grant.id}/revocation`), 204);
    expect(await engineer.get(`/opened/accounts/${customer.account.id}`), 403, 'grant_required');
    const [mine] = expect(await engineer.get('/grants'), 200).items;
    assert.deepEqual([mine.state, mine.closed_by], ['ended', 'officer']);
    say('approved, revoked');
  });
  await step('a request is refused with a reason, another withdrawn', async (say) => {
    const refused = expect(await engineer.post('/grants', contact_of(customer.account.id)), 201);
    expect(await officer.post(`/grants/${refused.id}/refusal`, { reason: 'Ask for the order.' }), 204);
    const other = expect(await engineer.post('/grants', contact_of(customer.account.id)), 201);
    expect(await engineer.delete(`/grants/${other.id}`), 204);
    const { items } = expect(await engineer.get('/grants'), 200);
    assert.deepEqual(items.slice(0, 2).map(({ state }) => state).sort(), ['refused', 'withdrawn']);
    assert.equal(items.find(({ id }) => id === refused.id).reason, 'Ask for the order.');
    say('refused, withdrawn');
  });
  await step('whose data it is sees each step in their record, by role alone', async (say) => {
    const { items, checkpoint } = await until('the places of all entries', async () => {
      const page = expect(await customer.get('/account/record'), 200);
      return page.items.every(({ standing }) => standing) && page;
    });
    const key = expect(await customer.get('/log/checkpoint'), 200).key;
    const head = opened_note(key, checkpoint);
    const steps = items.filter(({ action }) => action.startsWith('grant_') || action === 'data_opened');
    for (const item of steps) {
      const told = check_item(item, head, customer.account.id);
      assert.match(told.grant, /^[0-9a-f-]{36}$/);
      assert.ok(['engineer', 'security'].includes(item.by));
    }
    assert.deepEqual(steps.map(({ action }) => action).reverse(),
      ['grant_requested', 'grant_approved', 'data_opened', 'grant_ended', 'grant_requested', 'grant_refused', 'grant_requested', 'grant_withdrawn']);
    say(`${steps.length} steps, each proven`);
  });
}

async function everything(walk, step) {
  const { engineer, officer, support, server } = walk;
  await step('break-glass takes two groups, and ends by itself', async (say) => {
    expect(await engineer.post('/grants', break_glass(61)), 422, 'longer_than_allowed');
    const { id, waits_for } = expect(await engineer.post('/grants', break_glass()), 201);
    assert.deepEqual(waits_for.sort(), ['security', 'support']);
    const half = expect(await officer.post(`/grants/${id}/approval`), 200);
    assert.deepEqual([half.state, half.waits_for], ['requested', ['support']]);
    assert.equal(expect(await support.post(`/grants/${id}/approval`), 200).state, 'approved');
    await advance(engineer, 10 * 60);
    const mine = expect(await engineer.get('/grants'), 200).items.find((one) => one.id === id);
    assert.equal(mine.state, 'ended');
    say(`two approvals, ended at ${mine.ends_at}`);
  });
  await step('an order is asked for by its number, and none that is not there', async (say) => {
    const customer = new Client(server);
    await customer.sign_in(server.sign_ins.customer);
    const { id: order } = expect(await customer.get('/orders'), 200).items[0];
    const holder = await staff_client(server, 'support');
    const asked = expect(await holder.post('/grants', { scope: 'order', order, purpose, minutes: 15 }), 201);
    expect(await holder.post('/grants', { scope: 'order', order: asked.id, purpose, minutes: 15 }), 404, 'order_not_found');
    expect(await holder.delete(`/grants/${asked.id}`), 204);
    [customer, holder].forEach((client) => client.close());
    say('201, then 404');
  });
}

/** Walks all of it: `server` and `customer`, somebody signed in whose data is asked for. */
export async function walk_grants({ server, customer }, step) {
  const walk = { server, customer };
  try {
    walk.officer = await staff_client(server, 'security');
    walk.support = await staff_client(server, 'support');
    walk.engineer = await new_engineer(server);
    await course(walk, step);
    await one_grant(walk, step);
    await everything(walk, step);
  } finally {
    for (const client of [walk.officer, walk.support, walk.engineer]) client?.close();
  }
}
