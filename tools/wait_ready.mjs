// Waits until a server answers 200: node wait_ready.mjs URL CA_FILE SECONDS PID. Ends with 1 when the time is
// up or the process has ended; prints nothing otherwise.
import { readFileSync } from 'node:fs';
import https from 'node:https';

const [url, ca_file, seconds, pid] = process.argv.slice(2);
const ca = readFileSync(ca_file);
const pause_ms = 20;
const answer_ms_max = 2000;

const answers = () =>
  new Promise((resolve) => {
    const request = https.get(url, { ca, agent: false, timeout: answer_ms_max }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });

const alive = () => {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
};

const end = Date.now() + Number(seconds) * 1000;
while (!(await answers())) {
  if (Date.now() > end || !alive()) {
    console.error(`wait_ready: no answer from ${url}`);
    process.exit(1);
  }
  await new Promise((resolve) => setTimeout(resolve, pause_ms));
}
