// Writes SQL text for the sqlite3 program and runs it. Node 18 has no SQLite of its own, Debian has the program.
import { spawnSync } from 'node:child_process';

const rows_per_statement = 500;

/** @param {string | number | Uint8Array | null} value */
export function literal(value) {
  if (value === null) return 'null';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`not a number that can be kept: ${value}`);
    return String(value);
  }
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new Error('a text with a zero byte');
    return `'${value.replaceAll("'", "''")}'`;
  }
  return `x'${Buffer.from(value).toString('hex')}'`;
}

/** The statements that insert `rows` into `table`. */
export function inserts(table, columns, rows) {
  const statements = [];
  for (let at = 0; at < rows.length; at += rows_per_statement) {
    const tuples = rows.slice(at, at + rows_per_statement).map((row) => `(${row.map(literal).join(',')})`);
    statements.push(`insert into ${table}(${columns.join(',')}) values\n${tuples.join(',\n')};\n`);
  }
  return statements.join('');
}

/** Runs a script against the database `file`, made if it is not there; the first failure ends it. */
export function run(file, script) {
  const done = spawnSync('sqlite3', ['-batch', '-bail', '-init', '/dev/null', file], {
    input: script,
    maxBuffer: 1 << 20,
    encoding: 'utf8',
  });
  if (done.error) throw new Error(`sqlite3 cannot be run: ${done.error.message}`);
  if (done.status !== 0) throw new Error(`sqlite3: ${done.stderr.trim()}`);
  return done.stdout;
}
