// The walks of a whole order and of accounts as tests: every step is one. And everything that it saw is as the document says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walk_accounts } from './parts/account_walk.mjs';
import { Client, scratch } from './parts/client.mjs';
import { walk_dispatch } from './parts/dispatch_walk.mjs';
import { walk_grants } from './parts/grant_walk.mjs';
import { new_person, signed_in_crews, signed_in_customer } from './parts/people.mjs';
import { exchange_faults, operation_of, operations_of } from './parts/schema.mjs';
import { walk_support } from './parts/support_walk.mjs';
import { walk_an_order } from './parts/walk.mjs';

const exchanges = [];
const server = { ...scratch(), seen: (exchange) => exchanges.push(exchange) };

/** Runs a walk with each of its steps as a test, up to the first that fails. */
async function as_tests(t, walk) {
  await walk(server, async (name, run) => {
    let fault;
    await t.test(name, async () => {
      try {
        await run(() => {});
      } catch (error) {
        fault = error;
        throw error;
      }
    });
    if (fault) throw new Error(`the walk ended at: ${name}`);
  });
}

test('an order from the quote to the rating', (t) => as_tests(t, walk_an_order));
test('visits from the plan to the answer', (t) => as_tests(t, walk_dispatch));
test('accounts from the first factor to the lock', (t) => as_tests(t, walk_accounts));

test('grants from the course to the log', async (t) => {
  const customer = await signed_in_customer(server);
  await as_tests(t, (given, step) => walk_grants({ server: given, customer }, step));
  customer.close();
});

test('support from the case to the customer whom nobody knows any more', (t) => as_tests(t, walk_support));

test('what the walk leaves out', async () => {
  const [customer, [crew, ...others]] = [await signed_in_customer(server), await signed_in_crews(server)];
  assert.equal((await customer.post('/email-verifications/requests', { email: new_person().email })).status, 202);
  assert.equal((await crew.get('/crew')).status, 200);
  assert.equal((await crew.get('/jobs?limit=1')).status, 200);
  assert.equal((await crew.get('/orders')).status, 403);
  [customer, crew, ...others].forEach((client) => client.close());
});

test('the document', async (t) => {
  const visitor = new Client(server);
  const served = await visitor.get('/openapi.json');
  assert.equal(served.status, 200);
  const document = served.body;
  visitor.close();

  await t.test('names every operation, each name once', () => {
    const operations = operations_of(document).map(({ operation }) => operation);
    assert.ok(operations.every((operation) => operation.operationId));
    assert.equal(new Set(operations.map((operation) => operation.operationId)).size, operations.length);
  });
  await t.test('says of every exchange what it was', () => {
    const faults = exchanges
      .filter(({ path }) => path.startsWith('/api/v1/') && !path.endsWith('/openapi.json'))
      .flatMap((exchange) => exchange_faults(document, exchange));
    assert.deepEqual([...new Set(faults)], []);
  });
  await t.test('has no operation that was not called', () => {
    const called = new Set(exchanges.map(({ method, path }) => operation_of(document, method, path)?.name));
    const streams = ({ operation }) => operation.responses[200]?.content?.['text/event-stream'];
    const silent = operations_of(document).filter((one) => !called.has(one.name) && !streams(one));
    assert.deepEqual(silent.map((one) => one.name).filter((name) => !name.endsWith('/openapi.json')), []);
  });
});
