// The log as people see it: each change of an account with its proof, the head for everybody, and what is found where
// somebody changed the database.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client, scratch } from './parts/client.mjs';
import { rows } from './parts/database.mjs';
import { confirmed_people, must, signed_in, signed_in_staff } from './parts/identity.mjs';
import { check_item, opened_note, roots_of_consistency, signed_text } from './parts/log_check.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { run, run_beside } from './parts/program.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const server = scratch();
const program = fileURLToPath(new URL('../../build/release/suncrew', import.meta.url));
const record_of = (client, query = '') => must(200, client.get(`/account/record${query}`), 'the record');
/** The record once each of its entries has its place. */
const placed = (client) =>
  until('the places of all entries', async () => {
    const page = await record_of(client);
    return page.items.length > 0 && page.items.every(({ standing }) => standing) && page;
  });
const head_of = async (client) => {
  const { key, note } = await must(200, client.get('/log/checkpoint'), 'the head');
  return { key, ...opened_note(key, note) };
};

describe('the log', () => {
  let me, other, officer, visitor;
  const clients = [];
  before(async () => {
    const [mine, theirs] = await confirmed_people(server, 2);
    me = await signed_in(server, mine);
    other = await signed_in(server, theirs);
    officer = await signed_in_staff(server, 'security');
    visitor = new Client(server);
    clients.push(me, other, officer, visitor);
  });
  after(() => clients.forEach((client) => client.close()));

  test('each change of an account stands in it, with a proof', async () => {
    await must(201, me.post('/account/password', { password: `sun and moon ${crypto.randomUUID()}` }), 'a new password');
    const { items, checkpoint } = await placed(me);
    const { key } = await head_of(visitor);
    const head = opened_note(key, checkpoint);
    assert.deepEqual(items.map(({ action }) => action), ['password_changed', 'email_verified', 'account_created'].slice(0, items.length));
    for (const item of items) {
      check_item(item, head, me.account.id);
      assert.equal(item.by, 'owner');
    }
  });

  test('what the staff does is told with the role and without the person, address or device', async () => {
    await must(204, officer.delete(`/accounts/${other.account.id}/sessions`), 'the end of the sessions');
    const again = await signed_in(server, other.person);
    clients.push(again);
    const { items, checkpoint } = await placed(again);
    const item = items.find(({ action }) => action === 'sessions_ended');
    assert.equal(item.by, 'security');
    assert.equal(item.device ?? null, null);
    const told = check_item(item, opened_note((await head_of(visitor)).key, checkpoint), other.account.id);
    assert.deepEqual(Object.keys(told).sort(), ['after', 'before', 'grant', 'subject']);
    assert.ok(!JSON.stringify(items).includes(officer.account.id));
  });

  test('nobody sees another’s entries', async () => {
    const { items } = await record_of(me);
    assert.ok(items.every(({ action }) => action !== 'sessions_ended'));
    const { items: below } = await record_of(me, `?before=${items.at(-1).id}`);
    assert.deepEqual(below, []);
  });

  test('a later head extends an earlier one, and every program may ask for the proof', async () => {
    const from = await head_of(visitor);
    await must(204, officer.delete(`/accounts/${me.account.id}/sessions`), 'the end of the sessions');
    const to = await until('a later head', async () => {
      const head = await head_of(visitor);
      return head.size > from.size && head;
    });
    const { proof } = await must(200, visitor.get(`/log/consistency?from=${from.size}&to=${to.size}`), 'the proof');
    const { smaller, larger } = roots_of_consistency(from.size, to.size, from.root, proof);
    assert.deepEqual([smaller, larger], [from.root, to.root]);
  });

  test('what lies beyond the log, or is no size, is refused', async () => {
    const { size } = await head_of(visitor);
    refuses(await visitor.get(`/log/consistency?from=1&to=${size + 1_000_000}`), 422, 'beyond_the_log', 'to');
    refuses(await visitor.get('/log/consistency?from=2&to=1'), 422, 'beyond_the_log', 'from');
    for (const [query, code, field] of [['?from=0&to=1', 'out_of_range', 'from'], ['?from=1', 'missing_member', 'to'], ['?from=x&to=1', 'not_a_number', 'from']])
      refuses(await visitor.get(`/log/consistency${query}`), 422, code, field);
  });
});

describe('a log that gets another key', () => {
  const own = new OwnServer(join(server.folder, 'rotated_log'));
  const verify = (key) => run_beside(own, ['audit', 'verify', '--json', ...(key ? ['--key', key] : [])]);
  const next = join(own.folder, 'next.key');
  let client, person, old_key;
  before(() => own.start(), { timeout: 120_000 });
  after(() => {
    client?.close();
    own.stop();
  });
  const sign_in = async () => {
    client?.close();
    client = await signed_in(own, person);
  };

  test('is signed by both, and goes on with the new one', async () => {
    [person] = await confirmed_people(own, 1);
    await sign_in();
    await placed(client);
    old_key = (await head_of(client)).key;
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', next]);
    const { status, stdout } = run_beside(own, ['audit', 'rotate-key', '--new-key', next]);
    assert.equal(status, 0, stdout);
    own.stop();
    writeFileSync(join(own.folder, 'pki/log.key'), readFileSync(next));
    own.start();
    await sign_in();
    await must(201, client.post('/account/password', { password: `sun and moon ${crypto.randomUUID()}` }), 'a new password');
    await placed(client);
    const { key } = await head_of(client);
    assert.notEqual(key, old_key);
    const { key_changes } = await must(200, client.get('/log/checkpoint'), 'the head');
    assert.equal(key_changes.length, 1);
    for (const one of [key, old_key]) assert.equal(signed_text(one, key_changes[0]).split('\n')[3], `suncrew-key-change ${old_key} ${key}`);
  });

  test('is verified by whichever of them is trusted, and by no other', () => {
    for (const key of [undefined, old_key]) assert.deepEqual(JSON.parse(verify(key).stdout).flaws, []);
    const file = join(own.folder, 'log.export');
    assert.equal(run_beside(own, ['audit', 'export', file]).status, 0);
    assert.equal(run(['audit', 'verify', file, '--key', old_key, '--json']).status, 0);
    const strange = 'localhost/log+8ccaa0d9+AU2c2n4P6m8MdRLvHpzh6WkZVXw5fI4GVfRWMDfPuRJ1';
    assert.notEqual(run(['audit', 'verify', file, '--key', strange, '--json']).status, 0);
  });
});

describe('a database that somebody changes', () => {
  const own = new OwnServer(join(server.folder, 'changed_log'));
  const file = join(own.folder, 'suncrew.db');
  const change = (sql) => execFileSync('sqlite3', [file, '.timeout 5000', sql]);
  const verify = () => {
    const { status, stdout } = spawnSync(program, ['audit', 'verify', '--json', '--config', join(own.folder, 'suncrew.toml')], {
      encoding: 'utf8',
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SUNCREW_'))),
    });
    return { status, ...JSON.parse(stdout) };
  };
  let client;
  before(async () => {
    own.start();
    const [person] = await confirmed_people(own, 1);
    client = await signed_in(own, person);
    await placed(client);
  }, { timeout: 120_000 });
  after(() => {
    client?.close();
    own.stop();
  });

  test('is exported while it is served, and the export is verified without it', async () => {
    const { key } = await head_of(client);
    const file_of = join(own.folder, 'log.export');
    assert.equal(run_beside(own, ['audit', 'export', file_of]).status, 0);
    assert.notEqual(run_beside(own, ['audit', 'export', file_of]).status, 0, 'nothing is written over');
    const witness = join(own.folder, 'witness/checkpoint');
    const good = run(['audit', 'verify', file_of, '--key', key, '--witness', witness, '--json']);
    assert.deepEqual([good.status, JSON.parse(good.stdout).flaws], [0, []]);
    assert.notEqual(run(['audit', 'verify', file_of]).status, 0, 'an export does not say which key is to be trusted');
    const lines = readFileSync(file_of, 'utf8').split('\n');
    writeFileSync(`${file_of}.cut`, lines.slice(0, -2).join('\n'));
    const cut = run(['audit', 'verify', `${file_of}.cut`, '--key', key, '--json']);
    assert.equal(cut.status, 1);
    assert.match(JSON.parse(cut.stdout).flaws[0], /the export was cut off/);
  });

  test('is found by a look without the server, which holds before', () => {
    const good = verify();
    assert.deepEqual([good.status, good.holds, good.flaws], [0, true, []]);
    assert.ok(good.entries > 0 && good.witnessed === good.entries);
    change("update security_events set device = 'curl' where id = (select event from log_entries where position = 0)");
    const bad = verify();
    assert.deepEqual([bad.status, bad.holds], [1, false]);
    assert.deepEqual(bad.flaws, ['entry 0: its event was changed']);
  });

  test('gets nothing signed any more once its tree is another, and says so', async () => {
    const { size } = await head_of(client);
    change("update log_tiles set hashes = zeroblob(length(hashes))");
    await must(201, client.post('/account/password', { password: `sun and moon ${crypto.randomUUID()}` }), 'a new password');
    await until('the complaint', () => rows(`sqlite:${file}`, "select count(*) from security_events where kind = 'log_broken'")[0][0] === '1');
    assert.equal((await head_of(client)).size, size, 'the last good head is all there is');
    assert.equal((await record_of(client)).items[0].standing ?? null, null, 'what came later waits');
    assert.equal(verify().status, 1);
  });
});
