// Too much at once: the rate of a client, the connections of a client, the queue. And a server that is asked to end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { new_person, quote_request } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { connect } from './parts/raw.mjs';
import { until } from './parts/until.mjs';

const connections_max = 20;
const server = new OwnServer(join(scratch().folder, 'limits'), {
  settings: {
    SUNCREW_RATES_READ: '1000000',
    SUNCREW_RATES_QUOTE: '10',
    SUNCREW_RATES_SIGN_IN: '5',
    SUNCREW_LIMITS_CONNECTIONS_PER_CLIENT: String(connections_max),
  },
});
let visitor;

before(() => {
  server.start();
  visitor = new Client(server);
}, { timeout: 120_000 });
after(() => {
  visitor?.close();
  server.stop();
});

/** Asks until it is refused; how often it was not. */
async function until_refused(ask, times) {
  for (let time = 0; time < times; ++time) {
    const answer = await ask();
    if (answer.status === 429) return { time, answer };
  }
  assert.fail(`not refused in ${times} times`);
}

test('quotes have a rate', async () => {
  const { time, answer } = await until_refused(() => visitor.post('/quotes', quote_request()), 50);
  assert.ok(time >= 1 && time <= 20, `${time} quotes of 10 a minute`);
  refuses(answer, 429, 'rate_limited');
  assert.match(answer.headers['retry-after'] ?? '', /^\d+$/);
  assert.equal((await visitor.get('/markets')).status, 200, 'reading goes on');
});

test('sign-ins have a rate, whoever is tried', async () => {
  const attempt = () => visitor.post('/sessions', { email: new_person().email, password: 'not the password' });
  const { time, answer } = await until_refused(attempt, 30);
  assert.ok(time >= 1 && time <= 10, `${time} sign-ins of 5 a minute`);
  refuses(answer, 429, 'rate_limited');
});

test('a client has so many connections, and may have others when it closes some', async () => {
  const open = [];
  let refused = 0;
  for (let number = 0; number < connections_max + 10; ++number)
    try {
      open.push(await connect(server));
    } catch {
      ++refused;
    }
  assert.ok(open.length <= connections_max && refused >= 10, `${open.length} open, ${refused} refused`);
  open.forEach(({ socket }) => socket.destroy());
  const later = new Client(server);
  await until('a free connection', () => later.get('/markets').then((answer) => answer.status === 200, () => false));
  later.close();
});

test('a burst beyond the workers is answered, with 200 or 503', async () => {
  const answers = await Promise.all(Array.from({ length: 500 }, () => visitor.get('/places?q=San')));
  for (const answer of answers) if (answer.status !== 200) refuses(answer, 503, 'overloaded');
  assert.ok(answers.some((answer) => answer.status === 200));
  assert.equal((await visitor.get('/markets')).status, 200);
});

test('the log has an entry a line, and no secret', async () => {
  const entries = server.log().filter((line) => line.startsWith('{'));
  assert.ok(entries.length > 0);
  for (const line of entries) assert.doesNotThrow(() => JSON.parse(line), line);
  assert.ok(!server.log().some((line) => line.includes('not the password') || line.includes('PRIVATE KEY')));
  for (const { email, password } of [server.sign_ins.customer, server.sign_ins.crew])
    assert.ok(!server.log().some((line) => line.includes(password)), email);
});
