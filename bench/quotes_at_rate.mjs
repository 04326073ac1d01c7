// The time of a quote's answer at a steady rate, for changing places and roofs: quotes_at_rate.mjs SECONDS [A_SECOND].
// Measured from when a request was due, so that a slow answer does not hide the ones that wait behind it. Each quote is
// on the disk before it is answered, so what the disk takes for as much by itself is printed beside, before and after.
// The first second, in which the connections are made, is told apart from the steady rate.
import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';

const [seconds, a_second] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 200)];
const { SUNCREW_DIR: folder, SUNCREW_URL: url, SUNCREW_CA: ca_file } = process.env;
const agent = new https.Agent({ ca: readFileSync(ca_file), keepAlive: true, maxSockets: 64 });
const ticks_a_second = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const pid = readFileSync(`${folder}/pid`, 'utf8').trim();

/** User and system time of the server so far, in seconds. */
function cpu_seconds() {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticks_a_second;
}

const share_of = (sorted, share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);

/** How long the disk takes for what one quote writes, at the same rate, with nobody else of ours at it. */
async function disk_alone() {
  const [samples, bytes] = [300, Buffer.alloc(32 * 1024, 7)];
  const path = `${folder}/disk_alone`;
  const file = openSync(path, 'w');
  const took = [];
  for (let i = 0; i < samples; i += 1) {
    writeSync(file, bytes);
    const start = performance.now();
    fdatasyncSync(file);
    took.push(performance.now() - start);
    await after(Math.max(0, 1000 / a_second - took.at(-1)));
  }
  closeSync(file);
  unlinkSync(path);
  took.sort((a, b) => a - b);
  return `p50 ${share_of(took, 0.5)} ms, p99 ${share_of(took, 0.99)} ms`;
}

/** Somewhere in Spain: one to three planes. */
function body_of(number) {
  const plane = (i) => ({ area_m2: 20 + (number % 30), tilt_deg: (number * 7) % 45, azimuth_deg: (90 + number * 13 + i * 90) % 360, shading: 0.05 });
  return JSON.stringify({
    latitude: 37.5 + (number % 50) * 0.1,
    longitude: -6 + ((number * 3) % 50) * 0.1,
    roof_planes: Array.from({ length: 1 + (number % 3) }, (_, i) => plane(i)),
    yearly_use_kwh: 4000,
  });
}

function quote(number) {
  const body = body_of(number);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = https.request(`${url}/api/v1/quotes`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const disk_before = await disk_alone();
const first_s = 1;
const first_times = [];
const times = [];
const statuses = new Map();
const pending = [];
const before = cpu_seconds();
const began = performance.now();
for (let number = 0; number < (first_s + seconds) * a_second; number += 1) {
  const due = began + (number * 1000) / a_second;
  const early = due - performance.now();
  if (early > 1) await after(early);
  pending.push(
    quote(number).then((status) => {
      (number < first_s * a_second ? first_times : times).push(performance.now() - due);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
  );
}
await Promise.all(pending);
times.sort((a, b) => a - b);
first_times.sort((a, b) => a - b);
const cpu_us = Math.round(((cpu_seconds() - before) / (times.length + first_times.length)) * 1e6);
console.log(
  `${a_second} quotes a second for ${seconds} s: p50 ${share_of(times, 0.5)} ms, p99 ${share_of(times, 0.99)} ms, ` +
    `${cpu_us} µs of CPU each, ` +
    [...statuses].map(([status, count]) => `${count} × ${status}`).join(', '),
);
console.log(`  the first second, with its connections: p50 ${share_of(first_times, 0.5)} ms, p99 ${share_of(first_times, 0.99)} ms`);
console.log(`  the disk alone, 32 kB each: ${disk_before} before, ${await disk_alone()} after`);
agent.destroy();
