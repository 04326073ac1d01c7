// The whole matrix as tests: every endpoint as everybody, and that the statement could not be wrong unseen.
import assert from 'node:assert/strict';
import test from 'node:test';
import { scratch } from '../parts/client.mjs';
import { differences } from './cells.mjs';
import { noticed, run_matrix } from './run.mjs';

const matrix = await run_matrix(scratch());

test('everybody gets what the statement says, over HTTPS', (t) => {
  t.diagnostic(`${matrix.tried} cells tried, ${matrix.faults.length} wrong`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.tried > 20 * matrix.endpoints.length, 'each endpoint is tried as everybody');
});

test('a statement that is wrong in one word is noticed, whichever word', (t) => {
  const { changes, unnoticed } = noticed(matrix.results);
  t.diagnostic(`${changes} changed statements`);
  assert.deepEqual(unnoticed, []);
});

test('an endpoint without a row is noticed, and a row without an endpoint', () => {
  const { endpoints } = matrix;
  assert.deepEqual(differences(endpoints), []);
  const added = { name: 'read_everything', method: 'GET', path: '/api/v1/everything' };
  assert.equal(differences([...endpoints, added]).length, 1);
  for (const gone of endpoints) assert.equal(differences(endpoints.filter((one) => one !== gone)).length, 1, gone.name);
});
