// A server, and a MariaDB, that a test may stop and kill: scratch ones of its own, in the folder of its suite.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const start_ms_max = 90_000;

const call = (script, args, env) =>
  execFileSync(join(root, script), args, {
    encoding: 'utf8',
    timeout: start_ms_max,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

export class OwnMariadb {
  constructor(folder) {
    this.folder = folder;
  }
  /** Starts it, again on the same port with the same data if it ran before. */
  start() {
    this.dsn = call('tests/scratch_mariadb.sh', ['start', this.folder]).trim();
    return this;
  }
  stop() {
    call('tests/scratch_mariadb.sh', ['stop', this.folder]);
  }
}

export class OwnServer {
  /** @param {{dsn?: string, settings?: Record<string, string>}} options SQLite if there is no DSN */
  constructor(folder, { dsn, settings } = {}) {
    Object.assign(this, { folder, own_dsn: dsn, settings });
  }
  start() {
    const text = call('tools/scratch_server.sh', ['start', this.folder, ...(this.own_dsn ? [this.own_dsn] : [])], this.settings);
    const told = Object.fromEntries(text.trim().split('\n').map((line) => /^([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []));
    Object.assign(this, {
      url: told.SUNCREW_URL,
      ca: readFileSync(told.SUNCREW_CA),
      outbox: told.SUNCREW_OUTBOX,
      sign_ins: JSON.parse(readFileSync(told.SUNCREW_SIGN_INS, 'utf8')),
    });
    return this;
  }
  stop() {
    call('tools/scratch_server.sh', ['stop', this.folder]);
  }
  kill() {
    call('tools/scratch_server.sh', ['kill', this.folder]);
  }
  /** What it has logged, a line an entry. */
  log() {
    return readFileSync(join(this.folder, 'log'), 'utf8').trim().split('\n');
  }
}
