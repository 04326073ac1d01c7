// The time of a quote's answer at a steady rate, for changing places and roofs: quotes_at_rate.mjs SECONDS [A_SECOND].
// Measured from when a request was due, so that a slow answer does not hide the ones that wait behind it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

const times = [];
const statuses = new Map();
const pending = [];
const before = cpu_seconds();
const began = performance.now();
for (let number = 0; number < seconds * a_second; number += 1) {
  const due = began + (number * 1000) / a_second;
  const early = due - performance.now();
  if (early > 1) await after(early);
  pending.push(
    quote(number).then((status) => {
      times.push(performance.now() - due);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
  );
}
await Promise.all(pending);
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(1);
console.log(
  `${a_second} quotes a second for ${seconds} s: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
    `${Math.round(((cpu_seconds() - before) / times.length) * 1e6)} µs of CPU each, ` +
    [...statuses].map(([status, count]) => `${count} × ${status}`).join(', '),
);
agent.destroy();
