// What stands in the database of a scratch server, read beside it with the database's own program.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rows_bytes_max = 64 * 1024 * 1024;

/** The parts of a MariaDB's DSN. */
function parts_of(dsn) {
  const url = new URL(dsn);
  return {
    host: url.hostname,
    port: url.port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    name: url.pathname.slice(1),
    ca: url.searchParams.get('ca'),
  };
}

/** The same MariaDB with another, empty database in it, made where it is missing; a DSN. */
export function other_database(dsn, name) {
  rows(dsn, `create database if not exists ${name} character set utf8mb4`);
  const url = new URL(dsn);
  url.pathname = `/${name}`;
  return url.href;
}

const options = { encoding: 'utf8', maxBuffer: rows_bytes_max };

/** What MariaDB's own programs are told to reach the database. */
function way_to(dsn) {
  const { host, port, user, password, name, ca } = parts_of(dsn);
  return {
    where: ['--no-defaults', `--host=${host}`, `--port=${port}`, `--user=${user}`, `--ssl-ca=${ca}`, '--protocol=tcp'],
    name,
    env: { ...process.env, MYSQL_PWD: password },
  };
}

/** Backups as operators make them, by the database's own programs: their names in `folder`. */
export function back_up(dsn, folder) {
  if (dsn.startsWith('sqlite:')) {
    const copy = join(folder, 'backup.db');
    execFileSync('sqlite3', [dsn.slice('sqlite:'.length), '.timeout 5000', `.backup ${copy}`]);
    writeFileSync(join(folder, 'dump.sql'), execFileSync('sqlite3', [copy, '.dump'], options));
    return [copy, join(folder, 'dump.sql')];
  }
  const { where, name, env } = way_to(dsn);
  return [['dump.sql'], ['dump_of_bytes.sql', '--hex-blob']].map(([file, ...how]) => {
    execFileSync('mariadb-dump', [...where, '--single-transaction', ...how, `--result-file=${join(folder, file)}`, name], { ...options, env });
    return join(folder, file);
  });
}

/** The rows of a statement, each a list of texts; null is the text NULL on MariaDB and empty on SQLite. */
export function rows(dsn, sql) {
  let text;
  if (dsn.startsWith('sqlite:')) {
    text = execFileSync('sqlite3', ['-readonly', '-separator', '\t', dsn.slice('sqlite:'.length), `.timeout 5000`, sql], options);
  } else {
    const { where, name, env } = way_to(dsn);
    text = execFileSync('mariadb', [...where, '--batch', '--raw', '--skip-column-names', name, '-e', sql], { ...options, env });
  }
  return text === '' ? [] : text.replace(/\n$/, '').split('\n').map((line) => line.split('\t'));
}

/** Changes what stands there, behind the program's back. */
export function change(dsn, sql) {
  if (dsn.startsWith('sqlite:')) execFileSync('sqlite3', [dsn.slice('sqlite:'.length), '.timeout 5000', sql]);
  else rows(dsn, sql);
}

/** Every byte that the database keeps: its file and log of SQLite; the rows of all tables of MariaDB. */
export function everything(dsn) {
  if (dsn.startsWith('sqlite:')) {
    const file = dsn.slice('sqlite:'.length);
    return Buffer.concat([file, `${file}-wal`].filter(existsSync).map((part) => readFileSync(part)));
  }
  const tables = rows(dsn, 'select table_name from information_schema.tables where table_schema = database()').flat();
  return Buffer.from(tables.map((table) => rows(dsn, `select * from \`${table}\``).join('\n')).join('\n'));
}
