// Support over HTTPS: what must not happen around cases and changes. The way itself is walked in walk.test.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scratch } from './parts/client.mjs';
import { staff_client } from './parts/grant_walk.mjs';
import { new_order, signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { expect } from './parts/walk.mjs';

const server = scratch();
const ticket = 'T-77';
const reason = 'They called about the address of the house.';

describe('support', () => {
  let customer, order, support, in_hand;
  before(async () => {
    customer = await signed_in_customer(server);
    order = await new_order(customer);
    support = await staff_client(server, 'support');
    in_hand = expect(await support.post('/cases', { email: customer.person.email, ticket, reason }), 200).opened.id;
  });
  const looked = async () => [expect(await support.get(`/cases/${in_hand}`), 200), expect(await support.get(`/opened/orders/${order.id}`), 200)];
  after(async () => {
    await support?.delete(`/grants/${in_hand}`);
    [customer, support].forEach((client) => client?.close());
  });

  const street = (value) => ({ order: order.id, fields: [{ field: 'street', value }], reason });
  const asks = (body, headers) => support.post(`/cases/${in_hand}/changes`, body, headers);

  test('a search of another shape is refused with the member that is wrong', async () => {
    const good = { email: customer.person.email, ticket, reason };
    for (const [body, code, field] of [
      [{ ...good, email: undefined }, 'one_contact', 'email'],
      [{ ...good, phone: '+34600100200' }, 'one_contact', 'phone'],
      [{ ...good, email: '%@%' }, 'not_an_email', 'email'],
      [{ ...good, email: "' or 1=1 --" }, 'not_an_email', 'email'],
      [{ ...good, email: undefined, phone: '+34%' }, 'not_a_phone_number', 'phone'],
      [{ ...good, ticket: ' ' }, 'too_short', 'ticket'],
      [{ ...good, reason: 'x' }, 'too_short', 'reason'],
      [{ ...good, name: 'Somebody' }, 'unknown_member', 'name'],
    ]) {
      const answer = await support.post('/cases', body);
      assert.deepEqual([answer.status, answer.body.code, answer.body.field], [422, code, field], JSON.stringify(body));
    }
  });

  test('what a field says is not guessed by asking for it', async () => {
    refuses(await asks(street(order.address.street)), 409, 'not_opened');
    refuses(await asks(street('Elsewhere 2')), 409, 'not_opened');
    await looked();
    refuses(await asks(street(order.address.street)), 422, 'unchanged');
  });

  test('an officer approves nothing unseen', async () => {
    await looked();
    const { id } = expect(await asks(street('Calle Vista 1')), 201);
    const officer = await staff_client(server, 'security');
    refuses(await officer.post(`/change-requests/${id}/approval`), 409, 'not_opened');
    expect(await officer.get(`/change-requests/${id}`), 200);
    assert.equal(expect(await officer.post(`/change-requests/${id}/approval`), 200).state, 'applied');
    officer.close();
  });

  test('a change of another shape is refused with the member that is wrong', async () => {
    for (const [body, code, field] of [
      [{ ...street('Elsewhere 2'), fields: [] }, 'too_few', 'fields'],
      [{ ...street('Elsewhere 2'), fields: [{ field: 'price', value: '1' }] }, 'unknown_value', 'fields[0].field'],
      [{ ...street('Elsewhere 2'), fields: [{ field: 'email', value: 'a@example.org' }] }, 'not_of_order', 'fields[0].field'],
      [{ fields: [{ field: 'street', value: 'Elsewhere 2' }], reason }, 'of_order_alone', 'fields[0].field'],
      [{ ...street('Elsewhere 2'), fields: [{ field: 'street', value: 'A 1' }, { field: 'street', value: 'B 2' }] }, 'listed_twice', 'fields[1].field'],
      [{ ...street('x'.repeat(201)) }, 'too_long', 'fields[0].value'],
      [{ ...street('Calle Vista 1') }, 'unchanged', 'fields[0].value'],
    ]) {
      const answer = await asks(body);
      assert.deepEqual([answer.status, answer.body.code, answer.body.field], [422, code, field], JSON.stringify(body));
    }
    refuses(await asks({ ...street('Elsewhere 2'), order: in_hand }), 404, 'order_not_found');
    assert.equal(expect(await customer.get('/account/changes'), 200).items.length, 1, 'the one above');
  });

  test('what is sent twice under one key is asked for and done once', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [await asks(street('Calle Una 1'), key), await asks(street('Calle Una 1'), key)];
    assert.equal(expect(first, 201).id, expect(second, 201).id);
    const approval = { 'idempotency-key': crypto.randomUUID() };
    const answers = [];
    for (let i = 0; i < 2; ++i) answers.push(await customer.post(`/account/changes/${first.body.id}/approval`, {}, approval));
    assert.deepEqual(answers.map(({ status }) => status), [204, 204]);
    const { version } = expect(await customer.get(`/orders/${order.id}`), 200);
    refuses(await customer.post(`/account/changes/${first.body.id}/approval`), 409, 'change_over');
    assert.equal(expect(await customer.get(`/orders/${order.id}`), 200).version, version);
  });

  test('what the customer has moved on meanwhile is decided on what there is now', async () => {
    const asked = expect(await asks(street('Calle Dos 2')), 201);
    const before_it = expect(await customer.get(`/orders/${order.id}`), 200);
    expect(await customer.post(`/account/changes/${asked.id}/approval`), 204);
    refuses(await customer.post(`/orders/${order.id}/moves`, { event: 'hold', version: before_it.version }), 409, 'order_changed');
  });

  test('more than a few at once are not asked of one customer', async () => {
    const asked = [];
    for (let i = 0; i < 5; ++i) asked.push(expect(await asks(street(`Calle Tres ${i}`)), 201).id);
    refuses(await asks(street('Calle Tres 6')), 409, 'too_many_open');
    for (const id of asked) expect(await support.delete(`/change-requests/${id}`), 204);
  });

  test('nobody changes a customer in any other way', async () => {
    for (const path of [`/orders/${order.id}/moves`, '/account/email', `/account/changes/${order.id}/approval`]) {
      const { status } = await support.post(path, {});
      assert.ok([403, 404, 409, 422].includes(status), `${path}: ${status}`);
    }
    refuses(await support.get(`/orders/${order.id}`), 403, 'permission_required');
  });
});
