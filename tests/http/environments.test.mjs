// Data of one environment are refused to a program of another, at its start and with a reason.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client, scratch } from './parts/client.mjs';
import { change, other_database, rows } from './parts/database.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { run_beside } from './parts/program.mjs';

const { folder } = scratch();
const suite_dsn = process.env.SUNCREW_DSN ?? '';
const own_folder = join(folder, 'environments');
const is_mariadb = suite_dsn.startsWith('mysql:');
const dsn = is_mariadb ? other_database(suite_dsn, 'suncrew_environments') : `sqlite:${join(own_folder, 'suncrew.db')}`;
const server = new OwnServer(own_folder, { dsn: is_mariadb ? dsn : undefined });
const refused = (command) => {
  const { status, stderr } = run_beside(server, command);
  assert.equal(status, 1, stderr);
  return stderr;
};

describe('a database', () => {
  before(() => {
    server.start();
    server.stop();
  }, { timeout: 120_000 });
  after(() => server.stop());

  test('is stamped when it is first migrated', () => {
    assert.deepEqual(rows(dsn, 'select environment from environment_stamp'), [['development']]);
  });

  test('of production is not served, migrated, filled or changed by a program of development', () => {
    change(dsn, "update environment_stamp set environment = 'production'");
    for (const command of [['serve'], ['migrate'], ['demo'], ['keys', 'rotate'], ['audit', 'verify']])
      assert.match(refused(command), /suncrew: the database holds data of production, and this program is configured for development\n/, command.join(' '));
    assert.deepEqual(rows(dsn, 'select count(*) from service_keys where version > 1'), [['0']]);
    change(dsn, "update environment_stamp set environment = 'development'");
  });

  test('of an earlier version, with people in it, waits for an operator’s word', async () => {
    change(dsn, 'delete from environment_stamp');
    assert.match(refused(['serve']), /does not say which environment's data it holds; suncrew migrate makes them/);
    assert.deepEqual(rows(dsn, 'select count(*) from environment_stamp'), [['0']]);
    const { status, stdout } = run_beside(server, ['migrate']);
    assert.equal(status, 0);
    assert.match(stdout, /for data of development\n$/);
    server.start();
    const visitor = new Client(server);
    assert.equal((await visitor.send('GET', '/health/ready')).status, 200);
    visitor.close();
  });
});
