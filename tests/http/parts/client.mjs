// A client of the API, as a program or a browser tab is one: keeps its cookie, trusts one authority.
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { one_time_code } from '../../../tools/one_time_code.mjs';

const answer_ms_max = 20_000;

/** What the tests are told about the server they run against. */
export function scratch() {
  const name = (key) => {
    const value = process.env[`SUNCREW_${key}`];
    if (!value) throw new Error(`SUNCREW_${key} is not set; tests/run.sh and tests/walk.sh set it`);
    return value;
  };
  return {
    url: name('URL'),
    ca: readFileSync(name('CA')),
    outbox: name('OUTBOX'),
    sign_ins: JSON.parse(readFileSync(name('SIGN_INS'), 'utf8')),
    folder: name('DIR'),
  };
}

/** Of an answer: { status, headers, text, body }, where body is the JSON, or undefined. */
function answer_of(response, bytes) {
  const text = Buffer.concat(bytes).toString('utf8');
  const type = response.headers['content-type'] ?? '';
  const is_json = /^application\/(problem\+)?json/.test(type) && text !== '';
  return { status: response.statusCode, headers: response.headers, text, body: is_json ? JSON.parse(text) : undefined };
}

export class Client {
  /** @param {{url: string, ca: Buffer, seen?: (exchange: object) => void}} server `seen` is told of every exchange */
  constructor(server) {
    this.server = server;
    this.url = new URL(server.url);
    this.agent = new https.Agent({ ca: server.ca, keepAlive: true, maxSockets: 8 });
    this.cookie = undefined; // the session's token
    this.cookies = new Map(); // what else the browser was given: by name
  }

  /** Sends anything: `path` from the root, `body` as text or bytes. Fails on a lost connection only. */
  send(method, path, { headers = {}, body, signal } = {}) {
    const cookies = [...(this.cookie ? [['__Host-session', this.cookie]] : []), ...this.cookies];
    const own = cookies.length > 0 ? { cookie: cookies.map(([name, value]) => `${name}=${value}`).join('; ') } : {};
    if (body !== undefined) own['content-length'] = Buffer.byteLength(body);
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: this.url.hostname,
          port: this.url.port,
          method,
          path,
          agent: this.agent,
          headers: { ...own, ...headers },
          timeout: answer_ms_max,
          signal,
        },
        (response) => {
          const bytes = [];
          response.on('data', (chunk) => bytes.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            try {
              const answer = answer_of(response, bytes);
              this.#keep_cookie(answer);
              this.server.seen?.({ method, path, sent: body, answer });
              resolve(answer);
            } catch (error) {
              reject(new Error(`${method} ${path}: ${error.message}`));
            }
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} in ${answer_ms_max} ms`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  get(path, headers = {}) {
    return this.send('GET', `/api/v1${path}`, { headers });
  }

  post(path, json, headers = {}) {
    const body = json === undefined ? undefined : typeof json === 'string' ? json : JSON.stringify(json);
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send('POST', `/api/v1${path}`, { body, headers: { ...type, ...headers } });
  }

  delete(path, headers = {}) {
    return this.send('DELETE', `/api/v1${path}`, { headers });
  }

  /** Signs in with everything that is asked for; `totp` is the secret of an authenticator app. */
  async sign_in({ email, password, totp }) {
    let answer = await this.post('/sessions', { email, password });
    for (let tries = 0; answer.status === 201 && answer.body.owes === 'second_factor' && tries < 5; ++tries) {
      const shown = await this.post('/sessions/current/second-factor', { totp: one_time_code(totp, await this.server_ms()) });
      if (shown.status === 201) answer = shown;
      // Each code is good once; whoever used it, the next one is not used yet.
      else await this.post('/development/clock', { advance_seconds: 30 });
    }
    if (answer.status !== 201 || answer.body.owes !== 'nothing') throw new Error(`sign-in of ${email}: ${answer.status} ${answer.text}`);
    return answer.body.account;
  }

  /** What the server takes the time to be, as its clock can be moved. */
  async server_ms() {
    return Date.parse((await this.post('/development/clock', { advance_seconds: 0 })).body.now);
  }

  close() {
    this.agent.destroy();
  }

  #keep_cookie(answer) {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined) continue;
      const given = value === '' || /;\s*max-age=0\b/i.test(line) ? undefined : value;
      if (name === '__Host-session') this.cookie = given;
      else if (given === undefined) this.cookies.delete(name);
      else this.cookies.set(name, given);
    }
  }
}
