// What the memory of a serving process gives away: its limits keep it from being dumped, and a dump that root forces all the
// same, of an idle process, holds no key, no password, no session and nobody's data.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createDecipheriv, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { other_database, rows } from './parts/database.mjs';
import { confirmed_people, must, signed_in } from './parts/identity.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { order_request, quote_request } from './parts/people.mjs';
import { until } from './parts/until.mjs';

const { folder } = scratch();
const suite_dsn = process.env.SUNCREW_DSN ?? '';
const own_folder = join(folder, 'memory');
const is_mariadb = suite_dsn.startsWith('mysql:');
const dsn = is_mariadb ? other_database(suite_dsn, 'suncrew_memory') : `sqlite:${join(own_folder, 'suncrew.db')}`;
const server = new OwnServer(own_folder, { dsn: is_mariadb ? dsn : undefined });
const can_dump = process.getuid() === 0 && existsSync('/usr/bin/gcore');
const dump_ms_max = 300_000;
const piece_bytes = 64 * 1024 * 1024;

const pid = () => readFileSync(join(own_folder, 'pid'), 'utf8').trim();

/** Which of the values stand in a file, read in pieces that overlap. */
function found_in(path, values) {
  const longest = Math.max(...Object.values(values).map(({ length }) => length));
  const found = new Set();
  const file = openSync(path);
  const piece = Buffer.alloc(piece_bytes + longest);
  for (let at = 0, read; (read = readSync(file, piece, 0, piece.length, at)) > 0; at += piece_bytes)
    for (const [name, value] of Object.entries(values)) if (piece.subarray(0, read).includes(value)) found.add(name);
  return [...found];
}

/** AES-256-GCM as the program keeps it: nonce, ciphertext, tag. */
function opened(key, sealed, authenticated) {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(authenticated);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

const number = (value) => Buffer.from([0, 0, 0, value]);
const one = (sql) => rows(dsn, sql)[0];

/** Every key of the house: what the file has, what it wraps, what that wraps, and the log's. */
function keys_of(account) {
  const base64 = readFileSync(join(own_folder, 'pki/data.key'), 'utf8').trim();
  const service = Buffer.from(base64, 'base64');
  const unwrapped = (purpose) => {
    const [id, wrapped] = one(`select key_id, hex(wrapped) from service_keys where purpose = '${purpose}' and version = 1`);
    return opened(service, Buffer.from(wrapped, 'hex'), Buffer.from(`suncrew file key v1\n${id}\nsuncrew ${purpose} key 1`));
  };
  const wrapping = unwrapped('wrapping');
  const subject = account.replaceAll('-', '');
  const [data_wrapped] = one(`select hex(wrapped) from data_keys where hex(subject) = '${subject.toUpperCase()}'`);
  const data = opened(wrapping, Buffer.from(data_wrapped, 'hex'), Buffer.concat([Buffer.from('suncrew data key 1 '), Buffer.from(subject, 'hex'), number(1), number(1)]));
  const log = execFileSync('openssl', ['pkey', '-in', join(own_folder, 'pki/log.key'), '-outform', 'DER']).subarray(-32);
  return { 'the key service’s key': service, 'the same in base64': Buffer.from(base64), 'the wrapping key': wrapping, 'the index key': unwrapped('index'), 'the data key': data, 'the log’s key': log };
}

describe('the memory of a serving process', () => {
  const mark = randomUUID().slice(0, 8);
  let me, values;
  before(async () => {
    server.start();
    const [person] = await confirmed_people(server, 1);
    me = await signed_in(server, person);
    await must(200, me.get('/account'), 'the account');
    const quote = await must(201, me.post('/quotes', quote_request()), 'the quote');
    const planted = { name: `Planted Person ${mark}`, phone: `+1202555${String(1000 + (parseInt(mark, 16) % 9000))}`, street: `${mark} Planted Lane`, note: `the key is under the planted stone ${mark}` };
    const request = order_request(quote.id);
    const order = await must(201, me.post('/orders', { ...request, contact: { name: planted.name, phone: planted.phone }, address: { ...request.address, street: planted.street }, note: planted.note }, { 'idempotency-key': randomUUID() }), 'the order');
    const read = await must(200, me.get(`/orders/${order.id}`), 'the order');
    assert.equal(read.address.street, planted.street);
    const texts = { 'the password': person.password, 'the session': me.cookie, 'the e-mail': person.email, ...planted };
    values = { ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)])), ...keys_of(me.account.id) };
  }, { timeout: 120_000 });
  after(() => {
    me?.close();
    server.stop();
  });

  test('is not to be dumped', () => {
    assert.match(readFileSync(`/proc/${pid()}/limits`, 'utf8'), /^Max core file size +0 +0 /m);
  });

  test('holds no secret and nobody’s data once it is idle, whoever forces a dump', { skip: can_dump ? false : 'only root can, with gdb', timeout: dump_ms_max }, async () => {
    await until('the mails', () => one('select count(*) from outbox where sent_at is null')[0] === '0');
    const dumps = join(own_folder, 'dumps');
    mkdirSync(dumps, { mode: 0o700, recursive: true });
    execFileSync('gcore', ['-o', join(dumps, 'core'), pid()], { stdio: 'ignore', timeout: dump_ms_max });
    const dump = join(dumps, `core.${pid()}`);
    try {
      assert.deepEqual(found_in(dump, { 'its own address': Buffer.from(server.url) }), ['its own address'], 'it is the dump of this process');
      assert.deepEqual(found_in(dump, values), []);
    } finally {
      rmSync(dumps, { recursive: true });
    }
    // While it was stopped its connections may have grown too old.
    const visitor = new Client(server);
    assert.equal((await visitor.send('GET', '/health/live')).status, 200, 'and it goes on serving');
    visitor.close();
  });
});
