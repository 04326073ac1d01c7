// docs/asvs.md against the requirements' numbers and the tests that it names.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/asvs.md`, 'utf8');
const rows = page.split('\n').filter((line) => /^\| V\d/.test(line));

// How many requirements each section has. Source: OWASP ASVS 5.0.0, chapters V6 to V8.
const sections = {
  'V6.1': 3, 'V6.2': 12, 'V6.3': 8, 'V6.4': 6, 'V6.5': 8, 'V6.6': 4, 'V6.7': 2, 'V6.8': 4,
  'V7.1': 3, 'V7.2': 4, 'V7.3': 2, 'V7.4': 5, 'V7.5': 3, 'V7.6': 2,
  'V8.1': 4, 'V8.2': 4, 'V8.3': 3, 'V8.4': 2,
};
const required = Object.entries(sections).flatMap(([section, count]) => Array.from({ length: count }, (_, i) => `${section}.${i + 1}`));

test('every requirement has one row, and there are no others', () => {
  assert.deepEqual(rows.map((row) => row.split('|')[1].trim()), required);
});

test('what is met names its proof', () => {
  for (const row of rows) {
    const [, id, , met, , proof] = row.split('|').map((cell) => cell.trim());
    if (met !== '—') assert.ok(proof.includes('`'), `${id} names no test`);
  }
});

test('every file that is named exists, and every test that is quoted stands in it', () => {
  for (const row of rows) {
    const [, id, , , , proof] = row.split('|');
    for (const [, path, quoted] of proof.matchAll(/`((?:tests|bench)\/[^`]+)`(?: "([^"]+)")?/g)) {
      assert.ok(existsSync(root + path), `${id}: ${path} is not there`);
      if (quoted) assert.ok(!statSync(root + path).isDirectory() && readFileSync(root + path, 'utf8').includes(quoted), `${id}: ${path} has no "${quoted}"`);
    }
  }
});
