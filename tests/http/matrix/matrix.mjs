// Tries every endpoint as everybody, prints what is wrong and, last, how many cells were tried.
//   node matrix.mjs [--self-test]     the server is named by SUNCREW_URL and the like; tests/matrix.sh starts one
// --self-test judges the same answers by statements that are wrong in one word, each of which has to be noticed.
import { scratch } from '../parts/client.mjs';
import { noticed, run_matrix } from './run.mjs';

const shown_max = 60;
const began = Number(process.env.MATRIX_BEGAN_MS) || Date.now();

const matrix = await run_matrix(scratch()).catch((error) => {
  console.log(error.stack);
  console.log('matrix: 0 cells tried, 1 wrong');
  process.exit(1);
});
for (const fault of matrix.faults.slice(0, shown_max)) console.log(fault);
if (matrix.faults.length > shown_max) console.log(`and ${matrix.faults.length - shown_max} more`);

let wrong = matrix.faults.length;
if (process.argv.includes('--self-test')) {
  const { changes, unnoticed } = noticed(matrix.results);
  for (const change of unnoticed) console.log(`not noticed: ${change}`);
  console.log(`self-test: ${changes} statements wrong in one word, ${unnoticed.length} of them not noticed`);
  wrong += unnoticed.length;
}

const { endpoints, fields, looked_at } = matrix;
console.log(`${endpoints.length} endpoints; ${fields} members not to be set; ${looked_at} things looked at again`);
console.log(`${((Date.now() - began) / 1000).toFixed(1)} s, the server's start included`);
console.log(`matrix: ${matrix.tried} cells tried, ${wrong} wrong`);
process.exitCode = wrong === 0 && matrix.tried > 0 ? 0 : 1;
