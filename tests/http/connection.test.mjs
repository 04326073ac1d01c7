// What a connection gets that breaks a rule of HTTP, is too slow, or is lost half-way.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { new_quote, order_request, signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { connect, exchange, parsed } from './parts/raw.mjs';
import { pause, within } from './parts/until.mjs';

const server = scratch();
const visitor = new Client(server);
const host = new URL(server.url).host;
const slow_s_max = 25;
let customer, hasty;

before(async () => {
  [customer, hasty] = [await signed_in_customer(server), await signed_in_customer(server)];
});
after(() => [visitor, customer, hasty].forEach((client) => client?.close()));

const still_serves = async () => assert.equal((await visitor.get('/markets')).status, 200);

describe('a header', () => {
  test('too large', async () => {
    const answer = await visitor.get('/markets', { 'x-long': 'a'.repeat(20_000) });
    refuses(answer, 431, 'headers_too_large');
  });
  test('without end', async () => {
    const text = await exchange(server, `GET /api/v1/markets HTTP/1.1\r\nHost: ${host}\r\n${'X-A: b\r\n'.repeat(5000)}`);
    refuses(parsed(text), 431);
  });
  const broken = [
    ['two lengths', 'POST /api/v1/quotes HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a length and chunks', 'POST /api/v1/quotes HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is none', 'POST /api/v1/quotes HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n'],
    ['a length beyond all', 'POST /api/v1/quotes HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n'],
    ['a chunk size that is none', 'POST /api/v1/quotes HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['another version', 'GET /api/v1/markets HTTP/3.0\r\nHost: h\r\n\r\n'],
    ['a line folded', 'GET /api/v1/markets HTTP/1.1\r\nHost: h\r\nX-A: b\r\n c\r\n  : d\r\n\r\nGARBAGE\r\n\r\n'],
    ['no HTTP at all', '\x16\x03\x01 nothing that anybody understands \r\n\r\n'],
  ];
  for (const [name, bytes] of broken)
    test(`with ${name} ends the connection, and is no server error`, async () => {
      const text = await exchange(server, bytes);
      if (text !== '') {
        const { status } = parsed(text.split(/(?<=.)HTTP\/1\.1 /s)[0]);
        assert.ok(status < 500, text.slice(0, 200));
      }
      await still_serves();
    });
});

describe('a body', () => {
  test('in chunks without end is cut at the limit', async () => {
    const connection = await connect(server);
    connection.socket.write(
      `POST /api/v1/quotes HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const chunk = `1000\r\n${' '.repeat(4096)}\r\n`;
    for (let sent = 0; sent < 1024 && !connection.socket.destroyed && connection.text() === ''; ++sent) {
      connection.socket.write(chunk);
      await pause(1);
    }
    await within(connection.ended, 5000);
    if (connection.text() !== '') refuses(parsed(connection.text()), 413, 'body_too_large');
    assert.ok(connection.socket.destroyed, 'the connection was ended');
    connection.socket.destroy();
    await still_serves();
  });
  test('announced with Expect, too large', async () => {
    const text = await exchange(
      server,
      `POST /api/v1/quotes HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n`,
    );
    refuses(parsed(text), 413, 'body_too_large');
  });
});

// Side by side, since most of them wait for the server's patience to end.
describe('a connection', { concurrency: 8 }, () => {
  test('lost in the middle of an order leaves nothing behind', async () => {
    const quote = await new_quote(customer);
    const body = JSON.stringify(order_request(quote.id));
    const connection = await connect(server);
    connection.socket.write(
      `POST /api/v1/orders HTTP/1.1\r\nHost: ${host}\r\nCookie: __Host-session=${customer.cookie}\r\n` +
        `Content-Type: application/json\r\nIdempotency-Key: ${randomUUID()}\r\nContent-Length: ${body.length}\r\n\r\n` +
        body.slice(0, body.length / 2),
    );
    await pause(200);
    connection.socket.destroy();
    await still_serves();
    assert.deepEqual((await customer.get('/orders')).body.items, []);
  });
  test('lost before the answer: the key finds the order again', async () => {
    let found_again = 0;
    for (let tries = 1; tries <= 5; ++tries) {
      const again = await order_and_leave();
      assert.equal(again.status, 201, again.text);
      assert.equal((await hasty.get('/orders')).body.items.length, tries);
      found_again += again.headers['idempotent-replay'] ? 1 : 0;
    }
    assert.ok(found_again > 0, 'no order came before its connection was lost');
  });
  async function order_and_leave() {
    const quote = await new_quote(hasty);
    const body = JSON.stringify(order_request(quote.id));
    const key = randomUUID();
    const connection = await connect(server);
    const written = new Promise((resolve) => connection.socket.write(
      `POST /api/v1/orders HTTP/1.1\r\nHost: ${host}\r\nCookie: __Host-session=${hasty.cookie}\r\n` +
        `Content-Type: application/json\r\nIdempotency-Key: ${key}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      resolve,
    ));
    await written;
    connection.socket.destroy();
    return hasty.post('/orders', order_request(quote.id), { 'idempotency-key': key });
  }
  test('that speaks no TLS is closed', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = net.connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => {});
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    await ended;
    assert.doesNotMatch(text, /^HTTP\/1\.1 200/);
    await still_serves();
  });
  test('that sends its header a byte at a time is cut, and holds nobody up', { timeout: slow_s_max * 2000 }, async () => {
    const header = `GET /api/v1/markets HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${'a'.repeat(4000)}\r\n\r\n`;
    const connection = await connect(server);
    const end = Date.now() + slow_s_max * 1000;
    for (let at = 0; !connection.socket.destroyed && Date.now() < end; ++at) {
      connection.socket.write(header[at]);
      if (at === 5) await still_serves();
      await within(connection.ended, 500);
    }
    assert.ok(connection.socket.destroyed, `still open after ${slow_s_max} s`);
  });
  test('that says nothing is closed', { timeout: 60_000 }, async () => {
    const connection = await connect(server);
    await within(connection.ended, 45_000);
    assert.ok(connection.socket.destroyed);
  });
  test('many that say nothing do not keep others out', async () => {
    const idle = await Promise.all(Array.from({ length: 100 }, () => connect(server)));
    await still_serves();
    for (const { socket } of idle) socket.destroy();
  });
  test('requests sent ahead are answered in their order', async () => {
    const ask = (path, more = '') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;
    const text = await exchange(server, ask('/health/live') + ask('/api/v1/nothing') + ask('/api/v1/markets', 'Connection: close\r\n'));
    assert.deepEqual([...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map((match) => match[1]), ['200', '404', '200']);
  });
});
