// Operators look after the keys beside a server that goes on serving.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { other_database, rows } from './parts/database.mjs';
import { confirmed_people, must, signed_in } from './parts/identity.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { run_beside } from './parts/program.mjs';

const { folder } = scratch();
const suite_dsn = process.env.SUNCREW_DSN ?? '';
const own_folder = join(folder, 'keys');
const is_mariadb = suite_dsn.startsWith('mysql:');
const dsn = is_mariadb ? other_database(suite_dsn, 'suncrew_keys') : `sqlite:${join(own_folder, 'suncrew.db')}`;
const server = new OwnServer(own_folder, { dsn: is_mariadb ? dsn : undefined });

const status = () => {
  const { status: ended, stdout, stderr } = run_beside(server, ['keys', 'status', '--json']);
  assert.equal(ended, 0, stderr);
  return JSON.parse(stdout);
};
const sum = (keys) => keys.reduce((all, { data_keys }) => all + data_keys, 0);

describe('the keys, beside a server', () => {
  let me, visitor;
  before(async () => {
    server.start();
    visitor = new Client(server);
    const [person] = await confirmed_people(server, 1);
    me = await signed_in(server, person);
  }, { timeout: 120_000 });
  after(() => {
    [me, visitor].forEach((client) => client?.close());
    server.stop();
  });

  test('are told without what they are', () => {
    const state = status();
    assert.deepEqual([state.service, state.away, state.wrapping_keys.length], ['file', '', 1]);
    assert.equal(String(state.wrapping_keys[0].data_keys), rows(dsn, 'select count(*) from data_keys')[0][0]);
  });

  test('are rotated, all data keys follow, and everything still opens', async () => {
    const before = status();
    const name = (await must(200, me.get('/account'))).name;
    const { status: ended, stdout, stderr } = run_beside(server, ['keys', 'rotate', '--wait']);
    assert.equal(ended, 0, stderr);
    assert.match(stdout, /wrapping key 2 wraps all new data keys\n(\d+ of \d+ data keys rewrapped\n)+$/);
    const state = status();
    assert.deepEqual(state.wrapping_keys.map(({ version }) => version), [1, 2]);
    assert.equal(state.wrapping_keys[0].data_keys, 0);
    assert.ok(sum(state.wrapping_keys) >= sum(before.wrapping_keys));
    assert.equal((await must(200, me.get('/account'))).name, name);
    const again = await signed_in(server, me.person);
    assert.equal(again.account.name, name);
    again.close();
  });

  test('leave an entry in the log with their rotation, and the log holds', () => {
    assert.deepEqual(rows(dsn, "select e.after_value, e.acted_as from security_events e join log_entries l on l.event = e.id where e.kind = 'wrapping_key_rotated'"), [['2', 'system']]);
    assert.equal(run_beside(server, ['audit', 'verify']).status, 0);
  });

  test('are not made where the service is no token, and the refusal says how', () => {
    const { status: ended, stderr } = run_beside(server, ['keys', 'create']);
    assert.notEqual(ended, 0);
    assert.match(stderr, /openssl rand -base64 32/);
  });

  test('are not rotated by a service that cannot unwrap them, which is on record', () => {
    const other = { SUNCREW_KEYS_FILE: join(own_folder, 'pki/other.key') };
    writeFileSync(other.SUNCREW_KEYS_FILE, randomBytes(32).toString('base64'), { mode: 0o600 });
    assert.equal(run_beside(server, ['keys', 'status', '--json'], other).status, 0, 'the state is told all the same');
    assert.notEqual(run_beside(server, ['keys', 'rotate'], other).status, 0);
    assert.deepEqual(rows(dsn, "select before_value, after_value from security_events where kind = 'key_service_failed'"), [['unwrap', 'refused']]);
    assert.deepEqual(status().wrapping_keys.map(({ version }) => version), [1, 2]);
  });
});
