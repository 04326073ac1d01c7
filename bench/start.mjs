// From the start of the program to its first answer: start.mjs, on a scratch folder whose server is stopped.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { performance } from 'node:perf_hooks';

const runs = 5;
const { SUNCREW_DIR: folder, SUNCREW_URL: url, SUNCREW_CA: ca_file } = process.env;
const ca = readFileSync(ca_file);
const agent = new https.Agent({ ca, keepAlive: false });
// What the benchmark is told is no setting of the program.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SUNCREW_')));

const ask = () =>
  new Promise((resolve) => {
    const request = https.get(`${url}/api/v1/markets`, { agent }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode === 200));
    });
    request.on('error', () => resolve(false));
  });

const times = [];
for (let run = 0; run < runs; run += 1) {
  const began = performance.now();
  const program = spawn('build/release/suncrew', ['serve', '--config', `${folder}/suncrew.toml`], { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => program.on('exit', resolve));
  while (!(await ask())) if (performance.now() - began > 10_000) throw new Error('no answer within 10 s');
  times.push(performance.now() - began);
  program.kill('SIGTERM');
  await ended;
}
times.sort((a, b) => a - b);
console.log(`first answer ${times[Math.floor(runs / 2)].toFixed(0)} ms after the start (${times.map((t) => t.toFixed(0)).join(', ')})`);
