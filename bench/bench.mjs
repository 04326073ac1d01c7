// Measures a scratch server: bench.mjs DATABASE SECONDS. Load comes from wrk on this machine, over loopback only.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { scratch } from '../tests/http/parts/client.mjs';
import { new_order, signed_in_customer } from '../tests/http/parts/people.mjs';

const connections = 64;
const customers_count = 32;
const ticks_a_second = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const [database, seconds_text] = process.argv.slice(2);
const seconds = Number(seconds_text);
const server = scratch();
const pid = readFileSync(`${server.folder}/pid`, 'utf8').trim();

/** User and system time of a process so far, in seconds. */
function cpu_seconds(process_id) {
  const fields = readFileSync(`/proc/${process_id}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks_a_second;
}

function resident_mb() {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/);
  return Number(line[1]) / 1024;
}

const ms = (text) => Number.parseFloat(text) * (text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000);

function load(script, environment) {
  const before = cpu_seconds(pid);
  const run = spawnSync('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', `bench/${script}`, server.url], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  const cpu = cpu_seconds(pid) - before;
  const text = run.stdout;
  const requests = Number(text.match(/(\d+) requests in/)[1]);
  const refused = Number(text.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0);
  const broken = /Socket errors/.test(text) ? text.match(/Socket errors.*/)[0] : 'none';
  return {
    'a second': Math.round(Number(text.match(/Requests\/sec:\s+([\d.]+)/)[1])),
    'p50 ms': ms(text.match(/50%\s+(\S+)/)[1]).toFixed(2),
    'p99 ms': ms(text.match(/99%\s+(\S+)/)[1]).toFixed(2),
    'CPU µs': Math.round((cpu / requests) * 1e6),
    refused,
    'socket errors': broken,
  };
}

function statements(token, order, ...how) {
  const answer = execFileSync(
    'build/release/bench_statements',
    [process.env.SUNCREW_DSN, token, order, String(seconds), '8', ...how],
    { encoding: 'utf8' },
  );
  const { per_second, client_cpu_us } = JSON.parse(answer);
  return { 'a second': Math.round(per_second), 'CPU µs': Math.round(client_cpu_us) };
}

// Everybody has a session and an order of their own, so that nothing is answered to two at once.
const customers = [];
for (let i = 0; i < customers_count; i += 1) {
  const customer = await signed_in_customer(server);
  customer.order = await new_order(customer);
  customers.push(customer);
}
const [customer] = customers;
const { order } = customer;
const idle = resident_mb();
const about = readFileSync(`${server.folder}/log`, 'utf8').match(/"event":"database","is":"([^"]*)"/);

console.log(`\n${database}: ${about ? about[1] : ''}`);
console.log(`${connections} connections, TLS, keep-alive, ${seconds} s each, load and database on the same machine`);
const read = load('order.lua', {
  BENCH_COOKIES: customers.map(({ cookie }) => `__Host-session=${cookie}`).join(' '),
  BENCH_PATHS: customers.map((each) => `/api/v1/orders/${each.order.id}`).join(' '),
});
const two = statements(customer.cookie, order.id);
const joined = statements(customer.cookie, order.id, 'join');
const quote = load('quote.lua', {});
console.table({
  'GET /orders/{id}': read,
  'its two selects alone, 8 connections': two,
  'as one join': joined,
  'POST /quotes': quote,
});
console.log(`server rate / database's own rate: ${(read['a second'] / two['a second']).toFixed(2)}`);
console.log(`resident memory: ${idle.toFixed(1)} MB before the load, ${resident_mb().toFixed(1)} MB after`);
