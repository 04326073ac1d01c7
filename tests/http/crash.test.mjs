// kill -9 while orders come in: after a restart each order that was acknowledged is there, once, and no half one.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { new_quote, order_request, signed_in_customer } from './parts/people.mjs';
import { OwnMariadb, OwnServer } from './parts/own_server.mjs';
import { pause, until } from './parts/until.mjs';

const customers = 8;
const rounds = 3;
const load_ms = 1200;

const { folder } = scratch();
const mariadb = (process.env.SUNCREW_DSN ?? '').startsWith('mysql:') ? new OwnMariadb(join(folder, 'crash_mariadb')) : undefined;
let server;
let clients = [];

before(async () => {
  mariadb?.start();
  server = new OwnServer(join(folder, 'crash'), { dsn: mariadb?.dsn }).start();
  for (let number = 0; number < customers; ++number) clients.push(await signed_in_customer(server));
}, { timeout: 120_000 });
after(() => {
  clients.forEach((client) => client.close());
  try {
    server?.stop();
  } finally {
    mariadb?.stop();
  }
});

const is_lost = (error) => /ECONNRESET|ECONNREFUSED|EPIPE|socket hang up|disconnected/i.test(`${error.code} ${error.message}`);

/**
 * Places orders until the connection is lost; gives the ids that were acknowledged, and the order that was not: its
 * quote and its key, if it came so far.
 */
async function place_until_lost(client) {
  const acknowledged = [];
  let open;
  try {
    for (;;) {
      open = undefined;
      const quote = await new_quote(client);
      open = { request: order_request(quote.id), key: randomUUID() };
      const answer = await client.post('/orders', open.request, { 'idempotency-key': open.key });
      if (answer.status === 201) acknowledged.push(answer.body.id);
      else if (answer.status !== 503) throw new Error(`${answer.status} ${answer.text}`);
    }
  } catch (error) {
    if (is_lost(error)) return { acknowledged, open };
    throw error;
  }
}

/** Who got no answer asks again with the same key, and has one order of it, whether it was placed before or not. */
async function ask_again(client, { request, key }) {
  const answer = await until('the repeated order', async () => {
    const again = await client.post('/orders', request, { 'idempotency-key': key });
    return again.status === 503 ? undefined : again;
  });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.id;
}

async function orders_of(client) {
  const ids = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await client.get(`/orders?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    assert.equal(page.status, 200, page.text);
    ids.push(...page.body.items.map((order) => order.id));
    cursor = page.body.next_cursor;
  }
  return ids;
}

/** A fresh connection: what the old one was about to send is lost with the server. */
function reconnected(client) {
  const again = new Client(server);
  Object.assign(again, { cookie: client.cookie, person: client.person, account: client.account });
  client.close();
  return again;
}

for (let round = 1; round <= rounds; ++round)
  test(`killed in round ${round}`, { timeout: 120_000 }, async () => {
    const before_ids = await Promise.all(clients.map(orders_of));
    const loads = clients.map(place_until_lost);
    await pause(load_ms);
    server.kill();
    const results = await Promise.all(loads);
    server.start();
    clients = clients.map(reconnected);

    const placed = results.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    assert.ok(placed >= customers, `only ${placed} orders were placed before the kill`);
    for (const [at, client] of clients.entries()) {
      const { acknowledged, open } = results[at];
      const ids_expected = [...before_ids[at], ...acknowledged];
      if (open) ids_expected.push(await ask_again(client, open));
      const ids = await orders_of(client);
      assert.equal(new Set(ids).size, ids.length, 'no order twice');
      assert.deepEqual([...ids].sort(), ids_expected.sort(), 'exactly what was acknowledged');
      for (const id of acknowledged.slice(-2)) {
        const order = (await client.get(`/orders/${id}`)).body;
        assert.equal(order.id, id);
        const { items } = (await client.get(`/orders/${id}/timeline`)).body;
        assert.ok(items.length >= 1, 'it has its history');
      }
    }
  });
