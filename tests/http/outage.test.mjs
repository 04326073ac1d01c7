// The database goes away and comes back: 503 with Retry-After meanwhile, and recovery without a restart.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { OwnMariadb, OwnServer } from './parts/own_server.mjs';
import { new_quote, order_request, signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const { folder } = scratch();
const has_mariadb = (process.env.SUNCREW_DSN ?? '').startsWith('mysql:');
const recovered_s_max = 20;

describe('a database that is away', { skip: has_mariadb ? false : 'SQLite is in the process itself' }, () => {
  const mariadb = new OwnMariadb(join(folder, 'outage_mariadb'));
  let server, customer, visitor, quote;
  const key = randomUUID();

  before(async () => {
    mariadb.start();
    server = new OwnServer(join(folder, 'outage'), { dsn: mariadb.dsn }).start();
    visitor = new Client(server);
    customer = await signed_in_customer(server);
    quote = await new_quote(customer);
    mariadb.stop();
  }, { timeout: 120_000 });
  after(() => {
    [visitor, customer].forEach((client) => client?.close());
    try {
      server?.stop();
    } finally {
      mariadb.stop();
    }
  });

  const asked = [
    ['a read', () => customer.get('/orders')],
    ['a read of a visitor', () => visitor.get(`/quotes/${quote.id}`)],
    ['a change', () => customer.post('/orders', order_request(quote.id), { 'idempotency-key': key })],
    ['a sign-in', () => visitor.post('/sessions', { email: customer.person.email, password: customer.person.password })],
  ];
  for (const [name, ask] of asked)
    test(`${name} gets 503 and when to try again`, async () => {
      const answer = await ask();
      refuses(answer, 503, ['database_unavailable', 'overloaded']);
      assert.match(answer.headers['retry-after'] ?? '', /^\d+$/);
    });
  test('what needs no database is still served', async () => {
    assert.equal((await visitor.send('GET', '/')).status, 200);
    assert.equal((await visitor.send('GET', '/health/live')).status, 200);
  });
  test('the server says that it is not ready', async () => {
    await until('not ready', async () => (await visitor.send('GET', '/health/ready')).status === 503);
  });
  test('when it is back, the server serves again by itself', { timeout: 120_000 }, async () => {
    mariadb.start();
    await until('the recovery', async () => (await customer.get('/orders')).status === 200, recovered_s_max);
    await until('ready again', async () => (await visitor.send('GET', '/health/ready')).status === 200, recovered_s_max);
    const answers = await Promise.all(Array.from({ length: 32 }, () => customer.get('/orders')));
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200], 'every worker has its connection again');
  });
  test('the change that was refused left nothing, and can be asked again with its key', async () => {
    assert.deepEqual((await customer.get('/orders')).body.items, []);
    const answer = await customer.post('/orders', order_request(quote.id), { 'idempotency-key': key });
    assert.equal(answer.status, 201, answer.text);
    assert.equal((await customer.get('/orders')).body.items.length, 1);
  });
});
