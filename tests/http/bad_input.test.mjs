// What a request gets that is wrong in its form or its values: the right refusal, and no change.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { new_order, new_person, new_quote, order_request, quote_request, signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';

const server = scratch();
const visitor = new Client(server);
const roof = quote_request().roof_planes[0];
const never_given = '0190a8c4-0000-7000-8000-000000000000';
let customer, stranger;

before(async () => {
  [customer, stranger] = [await signed_in_customer(server), await signed_in_customer(server)];
});
after(() => [visitor, customer, stranger].forEach((client) => client?.close()));

const with_roof = (more) => quote_request({ roof_planes: [{ ...roof, ...more }] });
const quote_text = JSON.stringify(quote_request());

describe('a quote that cannot be read', () => {
  const cases = [
    ['cut off', '{"latitude":40', 400, 'malformed_json'],
    ['nothing', '', [400, 422]],
    ['a list', '[]', 422, 'not_an_object'],
    ['text after the document', `${quote_text}{}`, 400, 'malformed_json'],
    ['a comment', `/* */${quote_text}`, 400, 'malformed_json'],
    ['single quotes', quote_text.replaceAll('"', "'"), 400, 'malformed_json'],
    ['a comma too many', quote_text.replace('}]', '},]'), 400, 'malformed_json'],
    ['NaN', quote_text.replace('5200', 'NaN'), 400, 'malformed_json'],
    ['Infinity', quote_text.replace('5200', 'Infinity'), 400, 'malformed_json'],
    ['a number beyond all', quote_text.replace('5200', '1e999'), [400, 422]],
    ['lists in lists, a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, 400, 'malformed_json'],
    ['objects in objects', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, 400, 'malformed_json'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed_json'],
    ['a zero byte', '{"latitude":\0 1}', 400, 'malformed_json'],
  ];
  for (const [name, body, status, code] of cases)
    test(name, async () => {
      const answer = await visitor.send('POST', '/api/v1/quotes', { body, headers: { 'content-type': 'application/json' } });
      refuses(answer, status, code);
    });
});

describe('a quote that breaks a rule', () => {
  const cases = [
    ['a member twice', quote_text.replace('{', '{"latitude":1,'), 'duplicate_member', 'latitude'],
    ['a member twice within', quote_text.replace('"area_m2"', '"area_m2":1,"area_m2"'), 'duplicate_member', 'roof_planes[0].area_m2'],
    ['a member twice, once escaped', quote_text.replace('{', '{"l\\u0061titude":1,'), 'duplicate_member', 'latitude'],
    ['an unknown member', quote_request({ colour: 'red' }), 'unknown_member', 'colour'],
    ['an unknown member within', with_roof({ colour: 'red' }), 'unknown_member', 'roof_planes[0].colour'],
    ['a member too few', quote_request({ latitude: undefined }), 'missing_member', 'latitude'],
    ['a member too few within', with_roof({ tilt_deg: undefined }), 'missing_member', 'roof_planes[0].tilt_deg'],
    ['a number as text', quote_request({ latitude: '40.4' }), 'not_a_number', 'latitude'],
    ['null for a number', quote_request({ latitude: null }), 'not_a_number', 'latitude'],
    ['true for a number', quote_request({ latitude: true }), 'not_a_number', 'latitude'],
    ['an object for a list', quote_request({ roof_planes: {} }), 'not_a_list', 'roof_planes'],
    ['a number for an object', quote_request({ roof_planes: [5] }), 'not_an_object', 'roof_planes[0]'],
    ['no roof plane', quote_request({ roof_planes: [] }), 'too_few', 'roof_planes'],
    ['nine roof planes', quote_request({ roof_planes: Array(9).fill(roof) }), 'too_many', 'roof_planes'],
    ['north of the pole', quote_request({ latitude: 90.001 }), 'out_of_range', 'latitude'],
    ['south of the pole', quote_request({ latitude: -91 }), 'out_of_range', 'latitude'],
    ['around the world', quote_request({ longitude: 181 }), 'out_of_range', 'longitude'],
    ['an area of nothing', with_roof({ area_m2: 0 }), 'out_of_range', 'roof_planes[0].area_m2'],
    ['an area below nothing', with_roof({ area_m2: -40 }), 'out_of_range', 'roof_planes[0].area_m2'],
    ['an area like a city', with_roof({ area_m2: 1e12 }), 'out_of_range', 'roof_planes[0].area_m2'],
    ['an overhanging roof', with_roof({ tilt_deg: 91 }), 'out_of_range', 'roof_planes[0].tilt_deg'],
    ['beyond the compass', with_roof({ azimuth_deg: 361 }), 'out_of_range', 'roof_planes[0].azimuth_deg'],
    ['darker than shade', with_roof({ shading: 0.95 }), 'out_of_range', 'roof_planes[0].shading'],
    ['brighter than light', with_roof({ shading: -0.1 }), 'out_of_range', 'roof_planes[0].shading'],
    ['use below nothing', quote_request({ yearly_use_kwh: -1 }), 'out_of_range', 'yearly_use_kwh'],
    ['half a cent', quote_request({ yearly_use_kwh: undefined, monthly_bill_minor: 9500.5 }), undefined, 'monthly_bill_minor'],
    ['use and bill', quote_request({ monthly_bill_minor: 9500 })],
    ['neither use nor bill', quote_request({ yearly_use_kwh: undefined })],
    ['in the sea', quote_request({ latitude: 30, longitude: -40 }), 'place_in_the_sea'],
    ['at the north pole', quote_request({ latitude: 90, longitude: 0 })],
    ['at the south pole', quote_request({ latitude: -90, longitude: 0 })],
    ['a country that is none', quote_request({ country: 'ZZ' }), undefined, 'country'],
    ['a country in small letters', quote_request({ country: 'es' }), undefined, 'country'],
    ['a roof without room for a panel', with_roof({ area_m2: 1 }), undefined],
  ];
  for (const [name, body, code, field] of cases)
    test(name, async () => refuses(await visitor.post('/quotes', body), 422, code, field));
});

describe('an order that breaks a rule', () => {
  let quote;
  before(async () => {
    quote = await new_quote(customer);
  });
  const base = () => order_request(quote.id);
  const contact = (more) => ({ ...base(), contact: { ...base().contact, ...more } });
  const cases = [
    ['an id that is none', () => ({ ...base(), quote: 'x' }), 422, 'malformed_id', 'quote'],
    ['a quote never given', () => ({ ...base(), quote: never_given }), 404, 'quote_not_found', 'quote'],
    ['a telephone number with letters', () => contact({ phone: '+34 six hundred' }), 422, undefined, 'contact.phone'],
    ['a telephone number without its country', () => contact({ phone: '600000001' }), 422, undefined, 'contact.phone'],
    ['a name of blanks', () => contact({ name: '   ' }), 422, undefined, 'contact.name'],
    ['a name with a line break', () => contact({ name: 'A\nB' }), 422, 'control_character', 'contact.name'],
    ['a name with a zero', () => contact({ name: 'A\u0000B' }), 422, 'control_character', 'contact.name'],
    ['a name without end', () => contact({ name: 'a'.repeat(101) }), 422, 'too_long', 'contact.name'],
    ['a day that is not in the calendar', () => ({ ...base(), wished_dates: ['2027-02-30'] }), 422, 'not_a_date', 'wished_dates[0]'],
    ['a day as a number', () => ({ ...base(), wished_dates: [20270201] }), 422, undefined, 'wished_dates[0]'],
    ['six days', () => ({ ...base(), wished_dates: [1, 2, 3, 4, 5, 6].map((day) => `2027-06-0${day}`) }), 422, 'too_many', 'wished_dates'],
    ['a note without end', () => ({ ...base(), note: 'a'.repeat(1001) }), 422, 'too_long', 'note'],
    ['a state of one’s own', () => ({ ...base(), state: 'done' }), 422, 'unknown_member', 'state'],
    ['a price of one’s own', () => ({ ...base(), price: { amount_minor: 1, currency: 'EUR' } }), 422, 'unknown_member', 'price'],
  ];
  for (const [name, body, status, code, field] of cases)
    test(name, async () => {
      refuses(await customer.post('/orders', body(), { 'idempotency-key': randomUUID() }), status, code, field);
      assert.deepEqual((await customer.get('/orders')).body.items, [], 'nothing was placed');
    });
  test('a key that is too short', async () => {
    refuses(await customer.post('/orders', base(), { 'idempotency-key': 'short' }), 422, 'malformed_idempotency_key');
  });
  test('a key that is too long', async () => {
    refuses(await customer.post('/orders', base(), { 'idempotency-key': 'k'.repeat(65) }), 422, 'malformed_idempotency_key');
  });
});

describe('an account that breaks a rule', () => {
  const cases = [
    ['a password of seven', { password: 'a1b2c3d' }, 'password'],
    ['an address that is none', { email: 'nobody' }, 'email'],
    ['an address with a line break', { email: 'a@example.org\r\nBcc: b@example.org' }, 'email'],
    ['a name with a line break', { name: 'A\r\nBcc: b@example.org' }, 'name'],
    ['a language that is none', { language: 'xx' }, 'language'],
    ['a role of one’s own', { role: 'crew' }, 'role'],
  ];
  for (const [name, more, field] of cases)
    test(name, async () => refuses(await visitor.post('/accounts', { ...new_person(), ...more }), 422, undefined, field));
  test('a token that was never sent', async () => {
    refuses(await visitor.post('/email-verifications', { token: 'A'.repeat(43), password: 'whatever it is' }), [404, 409, 422]);
  });
});

describe('paths, queries and methods', () => {
  test('a path that is none', async () => refuses(await visitor.get('/nothing'), 404, 'no_such_path'));
  test('an id that is none', async () => refuses(await visitor.get('/quotes/x'), [404, 422]));
  test('an id never given', async () => refuses(await visitor.get(`/quotes/${never_given}`), 404, 'quote_not_found'));
  test('an id with a quotation mark', async () => refuses(await visitor.get("/quotes/'%20or%201=1--"), [404, 422]));
  test('a broken escape', async () => refuses(await visitor.get('/places?q=%zz'), [400, 422]));
  test('no query', async () => refuses(await visitor.get('/places'), 422, 'missing_member', 'q'));
  test('an unknown query', async () => refuses(await visitor.get('/places?q=Madrid&colour=red'), 422, 'unknown_member', 'colour'));
  test('a query twice', async () => refuses(await visitor.get('/places?q=Madrid&q=Rome'), 422, 'duplicate_member', 'q'));
  test('a query without end', async () => refuses(await visitor.get(`/places?q=${'a'.repeat(2000)}`), 422, undefined, 'q'));
  test('SQL in a query is text', async () => {
    for (const text of ["' or 1=1 --", '" OR ""="', "'; drop table accounts; --", '* OR name:x', 'a NEAR(b', '\\'])
      assert.equal((await visitor.get(`/places?q=${encodeURIComponent(text)}`)).status, 200, text);
  });
  for (const [query, field] of [['limit=0', 'limit'], ['limit=101', 'limit'], ['limit=x', 'limit'], ['limit=1.5', 'limit'], ['cursor=%27', 'cursor']])
    test(`a list with ${query}`, async () => refuses(await customer.get(`/orders?${query}`), [400, 422], undefined, field));
  for (const [method, path] of [['PUT', '/quotes'], ['DELETE', '/orders'], ['PATCH', '/account'], ['POST', '/markets'], ['GET', '/sessions']])
    test(`${method} ${path} is not possible`, async () => {
      const answer = await visitor.send(method, `/api/v1${path}`);
      refuses(answer, 405, 'method_not_allowed');
      assert.ok(answer.headers.allow, 'RFC 9110: a 405 says what is allowed');
    });
  test('TRACE is not possible', async () => assert.equal((await visitor.send('TRACE', '/api/v1/markets')).status, 405));
});

describe('media types and sizes', () => {
  const send = (headers, body = quote_text) => visitor.send('POST', '/api/v1/quotes', { headers, body });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])
    test(`${type} is not read`, async () => refuses(await send({ 'content-type': type }), 415, 'json_required'));
  test('a body without a type is not read', async () => refuses(await send({}), 415, 'json_required'));
  test('a charset is allowed', async () => assert.equal((await send({ 'content-type': 'application/json; charset=utf-8' })).status, 201));
  test('a body that is announced too large', async () => {
    const body = JSON.stringify({ ...quote_request(), note: 'a'.repeat(2_000_000) });
    const answer = await send({ 'content-type': 'application/json' }, body).catch((error) => error);
    // The server may close while the body is still being sent; the connection is then lost, which is as good.
    if (answer instanceof Error) assert.match(answer.code ?? '', /EPIPE|ECONNRESET/);
    else refuses(answer, 413, 'body_too_large');
  });
});

describe('other people’s things', () => {
  let order;
  before(async () => {
    order = await new_order(customer);
  });
  const wrong = [
    ['read it', (id) => stranger.get(`/orders/${id}`)],
    ['read its timeline', (id) => stranger.get(`/orders/${id}/timeline`)],
    ['cancel it', (id) => stranger.post(`/orders/${id}/moves`, { event: 'cancel', version: order.version })],
    ['waive its wait', (id) => stranger.post(`/orders/${id}/cooling-off-waiver`, { version: order.version })],
    ['rate it', (id) => stranger.post(`/orders/${id}/rating`, { stars: 1 })],
  ];
  for (const [name, ask] of wrong)
    test(`to ${name} finds what an id never given finds`, async () => {
      const [theirs, none] = [await ask(order.id), await ask(never_given)];
      refuses(theirs, 404);
      refuses(none, 404);
      assert.equal(theirs.body.code, none.body.code, 'the two look the same');
      const now = (await customer.get(`/orders/${order.id}`)).body;
      assert.ok(!['cancelled'].includes(now.state) && now.cooling_off.waived_at === null && now.rating === null);
    });
  test('a customer is no crew', async () => {
    for (const path of ['/crew', '/offers', '/jobs', `/jobs/${order.id}`]) refuses(await customer.get(path), 403, 'permission_required');
  });
  test('a visitor is nobody', async () => {
    for (const path of ['/account', '/orders', `/orders/${order.id}`, '/crew', '/offers', '/jobs', '/events'])
      refuses(await visitor.get(path), 401, 'session_required');
  });
  test('a session that never was', async () => {
    const thief = new Client(server);
    thief.cookie = 'A'.repeat(43);
    refuses(await thief.get('/account'), 401, 'session_required');
    thief.close();
  });
});

describe('out of turn', () => {
  test('a key again with another body', async () => {
    const key = randomUUID();
    const order = await new_order(customer, {}, key);
    const again = await customer.post('/orders', order_request(order.quote, { note: 'another' }), { 'idempotency-key': key });
    refuses(again, 409, 'idempotency_key_reused');
  });
  test('a key of somebody else is another key', async () => {
    const key = randomUUID();
    const mine = await new_order(customer, {}, key);
    const theirs = await new_order(stranger, {}, key);
    assert.notEqual(mine.id, theirs.id);
  });
  test('ten at once with one key are one order', async () => {
    const quote = await new_quote(stranger);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stranger.post('/orders', order_request(quote.id), { 'idempotency-key': key })),
    );
    const placed = answers.filter((answer) => answer.status === 201);
    assert.ok(placed.length >= 1, answers.map((answer) => answer.status).join());
    assert.equal(new Set(placed.map((answer) => answer.body.id)).size, 1);
    for (const answer of answers.filter((one) => one.status !== 201)) refuses(answer, [409, 503]);
    const { items } = (await stranger.get('/orders?limit=100')).body;
    const of_quote = [];
    for (const { id } of items) if ((await stranger.get(`/orders/${id}`)).body.quote === quote.id) of_quote.push(id);
    assert.equal(of_quote.length, 1);
  });
  test('a stale version', async () => {
    const order = await new_order(customer);
    const { version } = (await customer.get(`/orders/${order.id}`)).body;
    const stale = await customer.post(`/orders/${order.id}/moves`, { event: 'cancel', version: version + 1 });
    refuses(stale, 409, 'order_changed');
    assert.notEqual((await customer.get(`/orders/${order.id}`)).body.state, 'cancelled');
  });
  test('a move out of turn', async () => {
    const order = await new_order(customer);
    const { version } = (await customer.get(`/orders/${order.id}`)).body;
    refuses(await customer.post(`/orders/${order.id}/moves`, { event: 'approve_design', version }), 409);
  });
  test('a rating before the end', async () => {
    const order = await new_order(customer);
    refuses(await customer.post(`/orders/${order.id}/rating`, { stars: 5 }), 409);
  });
  for (const stars of [0, 6, 4.5, '5', null])
    test(`${JSON.stringify(stars)} stars`, async () => {
      const order = await new_order(customer);
      refuses(await customer.post(`/orders/${order.id}/rating`, { stars }), 422, undefined, 'stars');
    });
});
