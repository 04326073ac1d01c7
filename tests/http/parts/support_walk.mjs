// Support over HTTPS, step by step: a case in hand, what it opens, a change that the customer approves and one that an
// officer does, what the customer sees of it; and one's own data, taken along and erased.
import assert from 'node:assert/strict';
import { staff_client } from './grant_walk.mjs';
import { check_item, opened_note } from './log_check.mjs';
import { new_order, signed_in_customer } from './people.mjs';
import { until } from './until.mjs';
import { expect } from './walk.mjs';

const reason = 'They called: the telephone number is an old one.';
const ticket = 'T-2041';
const new_phone = '+34600555777';

async function in_hand(walk, step) {
  const { support, customer } = walk;
  await step('without a case in hand support sees nobody', async (say) => {
    expect(await support.get(`/opened/orders/${walk.order.id}`), 403, 'grant_required');
    expect(await support.get(`/opened/accounts/${customer.account.id}`), 403, 'grant_required');
    say('403 grant_required');
  });
  await step('half a contact finds nobody, and that it was tried is an event', async (say) => {
    const { found, opened } = expect(await support.post('/cases', { email: `x${customer.person.email}`, ticket, reason }), 200);
    assert.deepEqual([found, opened], ['none', null]);
    const { items } = expect(await walk.officer.get('/security-events'), 200);
    assert.ok(items.some(({ kind }) => kind === 'customer_not_found'));
    say('none');
  });
  await step('the exact contact opens a case, and with it the customer and their orders', async (say) => {
    const { found, opened } = expect(await support.post('/cases', { email: customer.person.email, ticket, reason }), 200);
    assert.equal(found, 'one');
    walk.case = opened.id;
    const detail = expect(await support.get(`/cases/${walk.case}`), 200);
    assert.equal(detail.customer.email, customer.person.email);
    assert.deepEqual(detail.orders.map(({ id }) => id), [walk.order.id]);
    const house = expect(await support.get(`/opened/orders/${walk.order.id}`), 200);
    assert.equal(house.contact.phone, walk.order.contact.phone);
    assert.equal(house.start_code, undefined);
    assert.ok(expect(await support.get('/cases'), 200).items.some(({ id, state }) => id === walk.case && state === 'approved'));
    assert.ok(expect(await walk.officer.get('/live-grants'), 200).items.some(({ id, scope }) => id === walk.case && scope === 'support_case'));
    say(`until ${detail.in_hand.ends_at}`);
  });
}

async function changes(walk, step) {
  const { support, customer, officer } = walk;
  const propose = async (field, value) =>
    expect(await support.post(`/cases/${walk.case}/changes`, { order: walk.order.id, fields: [{ field, value }], reason }), 201);
  const order = async () => expect(await customer.get(`/orders/${walk.order.id}`), 200);
  await step('support asks for another telephone number; nothing has changed', async (say) => {
    walk.change = await propose('contact_phone', new_phone);
    assert.deepEqual([walk.change.state, walk.change.fields], ['requested', ['contact_phone']]);
    assert.equal((await order()).contact.phone, walk.order.contact.phone);
    assert.equal(expect(await support.get(`/change-requests/${walk.change.id}`), 200).differences[0].after, new_phone);
    say('requested');
  });
  await step('the customer sees the difference, and approves it', async (say) => {
    const [mine] = expect(await customer.get('/account/changes'), 200).items;
    assert.deepEqual(mine.differences, [{ field: 'contact_phone', before: walk.order.contact.phone, after: new_phone }]);
    expect(await customer.post(`/account/changes/${mine.id}/approval`), 204);
    assert.equal((await order()).contact.phone, new_phone);
    expect(await customer.post(`/account/changes/${mine.id}/approval`), 409, 'change_over');
    expect(await officer.post(`/change-requests/${mine.id}/approval`), 409, 'change_over');
    say(new_phone);
  });
  await step('an officer approves another, having looked at it', async (say) => {
    const asked = await propose('street', 'Calle Corregida 2');
    assert.ok(expect(await officer.get('/change-requests'), 200).items.some(({ id }) => id === asked.id));
    const { differences } = expect(await officer.get(`/change-requests/${asked.id}`), 200);
    assert.equal(differences[0].after, 'Calle Corregida 2');
    assert.equal(expect(await officer.post(`/change-requests/${asked.id}/approval`), 200).state, 'applied');
    assert.equal((await order()).address.street, 'Calle Corregida 2');
    say('applied');
  });
  await step('one is refused by each of them, one is taken back', async (say) => {
    const [first, second, third] = [await propose('note', 'Ring twice.'), await propose('note', 'Ring thrice.'), await propose('note', 'Knock.')];
    expect(await customer.post(`/account/changes/${first.id}/refusal`), 204);
    assert.equal(expect(await officer.post(`/change-requests/${second.id}/refusal`, { reason: 'Ask them again.' }), 200).state, 'refused');
    expect(await support.delete(`/change-requests/${third.id}`), 204);
    assert.equal((await order()).note, walk.order.note);
    const states = expect(await support.get('/change-requests'), 200).items.slice(0, 3).map(({ state }) => state).sort();
    assert.deepEqual(states, ['refused', 'refused', 'withdrawn']);
    say(states.join(', '));
  });
  await step('each step stands in the record of its customer, proven', async (say) => {
    const { items, checkpoint } = await until('the places of all entries', async () => {
      const page = expect(await customer.get('/account/record'), 200);
      return page.items.every(({ standing }) => standing) && page;
    });
    const head = opened_note(expect(await customer.get('/log/checkpoint'), 200).key, checkpoint);
    const steps = items.filter(({ action }) => action.startsWith('change_') || action === 'data_opened' || action === 'case_opened');
    for (const item of steps) check_item(item, head, customer.account.id);
    const of = (action) => steps.filter((item) => item.action === action).length;
    assert.deepEqual([of('case_opened'), of('change_requested'), of('change_applied'), of('change_refused'), of('change_withdrawn')], [1, 5, 2, 2, 1]);
    say(`${steps.length} steps`);
  });
  await step('an officer ends the case, and support sees nobody any more', async (say) => {
    expect(await officer.post(`/grants/${walk.case}/revocation`), 204);
    expect(await support.get(`/cases/${walk.case}`), 403, 'grant_required');
    expect(await support.get(`/opened/orders/${walk.order.id}`), 403, 'grant_required');
    say('403 grant_required');
  });
}

async function own_data(walk, step) {
  const { customer } = walk;
  await step('the customer takes all of their data along', async (say) => {
    const mine = expect(await customer.post('/account/exports'), 201);
    assert.equal(mine.account.email, customer.person.email);
    assert.equal(mine.orders[0].order.contact.phone, new_phone);
    assert.equal(mine.changes.length, 5);
    say(`${mine.orders.length} order, ${mine.events.length} events`);
  });
  await step('who has an order that goes on is not erased', async (say) => {
    expect(await customer.post('/account/erasure', { email: customer.person.email }), 409, 'order_open');
    say('409 order_open');
  });
  await step('when it has ended, the account ends and nothing opens any more', async (say) => {
    // The matching may have offered the order to a crew between the look and the move.
    const cancelled = await until('the cancellation', async () => {
      const { version } = expect(await customer.get(`/orders/${walk.order.id}`), 200);
      const answer = await customer.post(`/orders/${walk.order.id}/moves`, { event: 'cancel', version });
      return answer.status === 409 && answer.body.code === 'order_changed' ? undefined : answer;
    });
    expect(cancelled, 200);
    expect(await customer.post('/account/erasure', { email: `x${customer.person.email}` }), 422, 'not_your_email');
    expect(await customer.post('/account/erasure', { email: customer.person.email }), 204);
    expect(await customer.get('/account'), 401, 'session_required');
    expect(await customer.post('/sessions', { email: customer.person.email, password: customer.person.password }), 401);
    const { found } = expect(await walk.support.post('/cases', { email: customer.person.email, ticket, reason }), 200);
    assert.equal(found, 'none');
    say('204');
  });
}

/** Walks all of it with a customer of its own. */
export async function walk_support(server, step) {
  const walk = { server };
  try {
    walk.customer = await signed_in_customer(server);
    walk.order = await new_order(walk.customer);
    walk.officer = await staff_client(server, 'security');
    walk.support = await staff_client(server, 'support');
    await in_hand(walk, step);
    await changes(walk, step);
    await own_data(walk, step);
  } finally {
    for (const client of [walk.customer, walk.officer, walk.support]) client?.close();
  }
}
