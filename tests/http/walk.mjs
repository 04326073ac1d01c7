// Walks a whole order and the life of accounts over HTTPS and prints each step and what came back; ends with how many steps held.
//   node walk.mjs      the server is named by SUNCREW_URL and the like; tests/walk.sh starts one
import { walk_accounts } from './parts/account_walk.mjs';
import { scratch } from './parts/client.mjs';
import { walk_dispatch } from './parts/dispatch_walk.mjs';
import { walk_support } from './parts/support_walk.mjs';
import { walk_an_order } from './parts/walk.mjs';

let held = 0;
const began = Date.now();

async function step(name, run) {
  let said = '';
  const number = String(held + 1).padStart(3);
  try {
    await run((text) => (said = text));
  } catch (error) {
    console.log(`${number}  ${name}: FAILED\n     ${error.stack}`);
    throw error;
  }
  ++held;
  console.log(`${number}  ${name}: ${said}`);
}

let failed = 0;
try {
  await walk_an_order(scratch(), step);
  await walk_dispatch(scratch(), step);
  await walk_accounts(scratch(), step);
  await walk_support(scratch(), step);
} catch (error) {
  failed = 1;
}
console.log(`${((Date.now() - began) / 1000).toFixed(1)} s`);
console.log(`${held} steps held, ${failed} failed`);
process.exit(failed);
