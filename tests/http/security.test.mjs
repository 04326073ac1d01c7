// What every answer carries, what a session's cookie is, what TLS is spoken, and what the site does not give away.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { Follower } from './parts/events.mjs';
import { mails_to } from './parts/outbox.mjs';
import { new_person, quote_request, signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { connect, exchange, parsed } from './parts/raw.mjs';
import { until } from './parts/until.mjs';

const server = scratch();
const visitor = new Client(server);
const origin = new URL(server.url).origin;
const host = new URL(server.url).host;
let customer;

before(async () => {
  customer = await signed_in_customer(server);
});
after(() => [visitor, customer].forEach((client) => client?.close()));

/** Directives of a policy, by name. */
const directives = (policy) => Object.fromEntries(policy.split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name, values]));

describe('every answer', () => {
  const answers = [
    ['a page', () => visitor.send('GET', '/')],
    ['a page that is none', () => visitor.send('GET', '/nothing')],
    ['the API', () => visitor.get('/markets')],
    ['a refusal', () => visitor.get('/account')],
    ['a path that is none', () => visitor.get('/nothing')],
    ['a thing of one’s own', () => customer.get('/account')],
    ['health', () => visitor.send('GET', '/health/live')],
  ];
  for (const [name, ask] of answers)
    test(`(${name}) carries the headers of a careful server`, async () => {
      const { headers } = await ask();
      const [, age] = /max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '') ?? [];
      assert.ok(Number(age) >= 31_536_000, `HSTS: ${headers['strict-transport-security']}`);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(headers['referrer-policy'] ?? '', /^(no-referrer|same-origin|strict-origin(-when-cross-origin)?)$/);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
      assert.match(headers['permissions-policy'] ?? '', /camera=\(\)/);
      assert.equal(headers['x-powered-by'], undefined);
      assert.doesNotMatch(headers.server ?? '', /[0-9/]/, 'no version');
      const policy = headers['content-security-policy'] ?? '';
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*|data:|http:/);
      assert.ok(directives(policy)['default-src'], `a policy: ${policy}`);
      assert.deepEqual(directives(policy)['frame-ancestors'], ["'none'"]);
    });
  test('of a signed-in person is kept by nobody', async () => {
    assert.match((await customer.get('/account')).headers['cache-control'] ?? '', /no-store/);
  });
});

describe('the pages', () => {
  test('run only scripts whose hash the policy names', async () => {
    const page = await visitor.send('GET', '/', { headers: { 'accept-encoding': 'identity' } });
    assert.equal(page.status, 200);
    const policy = directives(page.headers['content-security-policy']);
    assert.deepEqual(policy['default-src'], ["'none'"]);
    assert.ok(policy['script-src'].every((source) => source === "'self'" || /^'sha256-[A-Za-z0-9+/]+=*'$/.test(source)), policy['script-src'].join(' '));
    const { createHash } = await import('node:crypto');
    const inline = [...page.text.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
    for (const script of inline)
      assert.ok(policy['script-src'].includes(`'sha256-${createHash('sha256').update(script).digest('base64')}'`), script.slice(0, 60));
  });
  test('say what they are', async () => {
    const page = await visitor.send('GET', '/');
    assert.match(page.headers['content-type'], /^text\/html; charset=utf-8/i);
  });
  const outside = [
    '/../etc/passwd', '/../../../../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/_next/../../package.json', '/_next/..%2f..%2fpackage.json', '//etc/passwd', '/..\\..\\etc\\passwd', '/%5c..%5c..', '/index.html%00.js',
    '/headers.json', '/.git/config', '/suncrew.toml', '/var/suncrew.toml', '/pki/server.key', '/%c0%ae%c0%ae/etc/passwd',
  ];
  for (const path of outside)
    test(`do not lead to ${path}`, async () => {
      const text = await exchange(server, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      const answer = parsed(text);
      assert.ok([400, 404].includes(answer.status), text.slice(0, 100));
      assert.doesNotMatch(text, /root:|PRIVATE KEY|"scripts"|\[core\]|"default-src/);
    });
});

describe('a session', () => {
  test('is in a cookie that only our own pages send, over TLS', async () => {
    const client = new Client(server);
    const answer = await client.post('/sessions', { email: customer.person.email, password: customer.person.password });
    const [line, device, ...more] = answer.headers['set-cookie'];
    assert.equal(more.length, 0);
    assert.match(line, /^__Host-session=[A-Za-z0-9_-]{43};/);
    assert.match(device, /^__Host-device=[A-Za-z0-9_-]{43};/);
    assert.match(device, /; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000$/);
    for (const flag of [/;\s*HttpOnly/i, /;\s*Secure/i, /;\s*SameSite=Strict/i, /;\s*Path=\/(;|$)/i]) assert.match(line, flag);
    assert.doesNotMatch(line, /domain=/i);
    assert.ok(!answer.text.includes(client.cookie), 'the token is in the cookie alone');
    client.close();
  });
  test('is another one at each sign-in', async () => {
    const client = new Client(server);
    const seen = new Set();
    for (let time = 0; time < 3; ++time) {
      await client.sign_in(customer.person);
      seen.add(client.cookie);
    }
    assert.equal(seen.size, 3);
    client.close();
  });
  test('that was given by somebody else is not taken over at sign-in', async () => {
    const client = new Client(server);
    client.cookie = 'A'.repeat(43);
    await client.sign_in(customer.person);
    assert.notEqual(client.cookie, 'A'.repeat(43));
    client.close();
  });
  test('sent twice is none', async () => {
    const answer = await visitor.get('/account', { cookie: `__Host-session=${customer.cookie}; __Host-session=${customer.cookie}x` });
    refuses(answer, 401, 'session_required');
  });
  test('in a cookie of another name is none', async () => {
    for (const name of ['session', '__host-session', '__Secure-session'])
      refuses(await visitor.get('/account', { cookie: `${name}=${customer.cookie}` }), 401, 'session_required');
  });
  test('ends with sign-out, its event stream too', { timeout: 60_000 }, async () => {
    const client = new Client(server);
    await client.sign_in(customer.person);
    const { cookie } = client;
    const follower = await new Follower(client).open();
    assert.equal((await client.delete('/sessions/current')).status, 204);
    assert.equal(client.cookie, undefined, 'the cookie is taken away');
    client.cookie = cookie;
    refuses(await client.get('/account'), 401, 'session_required');
    await until('the end of the event stream', () => follower.ended, 40);
    client.close();
  });
  test('goes to no other origin', async () => {
    const answer = await customer.get('/account', { origin: 'https://elsewhere.example' });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });
});

describe('a change asked for by another site', () => {
  const wrong = [
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['an origin that begins as ours', { origin: `${origin}.elsewhere.example` }],
    ['our host without TLS', { origin: origin.replace('https', 'http') }],
    ['our host at another port', { origin: 'https://localhost:1' }],
    ['no origin to speak of', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
    ['our origin, but a cross-site fetch', { origin, 'sec-fetch-site': 'cross-site' }],
  ];
  for (const [name, headers] of wrong)
    test(`(${name}) is refused`, async () => {
      refuses(await customer.post('/quotes', quote_request(), headers), 403, 'cross_site_request');
      refuses(await customer.delete('/sessions/current', headers), 403, 'cross_site_request');
      assert.equal((await customer.get('/account')).status, 200, 'still signed in');
    });
  test('our own pages are not another site', async () => {
    const answer = await customer.post('/quotes', quote_request(), { origin, 'sec-fetch-site': 'same-origin' });
    assert.equal(answer.status, 201);
  });
  test('a preflight gives no permission', async () => {
    const answer = await visitor.send('OPTIONS', '/api/v1/orders', {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });
});

describe('who has an account', () => {
  test('is not told at sign-up', async () => {
    const [known, unknown] = [
      await visitor.post('/accounts', { ...new_person(), email: customer.person.email }),
      await visitor.post('/accounts', new_person()),
    ];
    assert.equal(known.status, 202);
    assert.equal(unknown.status, 202);
    assert.equal(known.text, unknown.text);
  });
  test('is not told at sign-in', async () => {
    const wrong = await visitor.post('/sessions', { email: customer.person.email, password: 'not the password' });
    const none = await visitor.post('/sessions', { email: new_person().email, password: 'not the password' });
    for (const answer of [wrong, none]) refuses(answer, 401, 'credentials_refused');
    assert.equal(wrong.body.title, none.body.title);
  });
  test('is not told when a mail is asked for', async () => {
    const [known, unknown] = [
      await visitor.post('/email-verifications/requests', { email: customer.person.email }),
      await visitor.post('/email-verifications/requests', { email: new_person().email }),
    ];
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
  });
  test('is not told by mail to a stranger: a second sign-up changes nothing', async () => {
    const other = { ...new_person(), email: customer.person.email };
    await visitor.post('/accounts', other);
    refuses(await visitor.post('/sessions', { email: other.email, password: other.password }), 401, 'credentials_refused');
    await visitor.post('/sessions', { email: customer.person.email, password: customer.person.password }).then((answer) => assert.equal(answer.status, 201));
    assert.ok(mails_to(server.outbox, other.email).every((mail) => !mail.includes(other.password)));
    visitor.cookie = undefined;
  });
  test('an address is the same in small and large letters', async () => {
    const client = new Client(server);
    await client.sign_in({ email: customer.person.email.toUpperCase(), password: customer.person.password });
    client.close();
  });
  test('a password is taken exactly as typed', async () => {
    const { email, password } = customer.person;
    for (const other of [password.toLowerCase() === password ? password.toUpperCase() : password.toLowerCase(), ` ${password}`, `${password} `, password.slice(0, -1)])
      refuses(await visitor.post('/sessions', { email, password: other }), 401, 'credentials_refused');
  });
});

describe('TLS', () => {
  for (const version of ['TLSv1.2', 'TLSv1.3'])
    test(`${version} is spoken`, async () => {
      const { socket } = await connect(server, { minVersion: version, maxVersion: version });
      assert.equal(socket.getProtocol(), version);
      assert.ok(socket.authorized);
      socket.destroy();
    });
  // A client's own policy would refuse the old versions before the server is asked; level 0 lets it try.
  for (const version of ['TLSv1', 'TLSv1.1'])
    test(`${version} is refused by the server`, async () => {
      const attempt = connect(server, { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' });
      await assert.rejects(attempt, (error) => /alert protocol version|ECONNRESET|wrong version|unsupported protocol/i.test(`${error.message} ${error.code}`) && !/no protocols available/i.test(error.message));
    });
  for (const ciphers of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA384'])
    test(`the suite ${ciphers}, which does not authenticate as it encrypts, is refused by the server`, async () => {
      await assert.rejects(connect(server, { maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` }), /alert handshake failure/i);
    });
  test('another authority is not trusted', async () => {
    await assert.rejects(connect({ ...server, ca: undefined }));
  });
});
