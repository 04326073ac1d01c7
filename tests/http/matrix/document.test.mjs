// docs/permissions.md is what the program says of itself, and that is what the statement says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { statement } from './expected.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = process.env.SUNCREW_PROGRAM ?? `${root}build/release/suncrew`;
const said = (...flags) => execFileSync(program, ['permissions', ...flags], { cwd: root, encoding: 'utf8' });

test('docs/permissions.md is what `suncrew permissions` prints', () => {
  const document = readFileSync(`${root}docs/permissions.md`, 'utf8');
  assert.equal(document, said(), 'run: build/release/suncrew permissions >docs/permissions.md');
  assert.equal(said('--markdown'), document);
});

test('the program declares what the statement says', () => {
  const words = { nothing: 'nothing', any: 'key', session: 'session', fresh_session: 'fresh' };
  const entering = ['entering crew', 'entering staff', 'joining staff'];
  const declared = JSON.parse(said('--json'));
  assert.deepEqual(declared.map(({ name }) => name).sort(), [...statement.keys()].sort());
  for (const { name, roles, shown, permission, object } of declared) {
    const row = statement.get(name);
    const stated = Object.entries(row.may).filter(([person, mark]) => mark === '.' && !entering.includes(person)).map(([person]) => person);
    assert.deepEqual(roles.filter((role) => role !== 'entering'), stated, name);
    assert.equal(roles.includes('entering'), entering.some((person) => row.may[person] === '.'), `${name}, entering`);
    assert.equal(words[shown], row.shown, name);
    assert.equal(object !== null, row.of !== undefined, `${name}, object`);
    if (row.shown === 'key') assert.equal(permission, row.key, name);
  }
});
