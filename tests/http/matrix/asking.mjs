// One request with exactly the headers that are given, over a kept connection; of a stream, its head is the answer.
import https from 'node:https';

const answer_ms_max = 20_000;

export const connections = (server) => new https.Agent({ ca: server.ca, keepAlive: true, maxSockets: 8 });

const body_of = (headers, text) =>
  /^application\/(problem\+)?json/.test(headers['content-type'] ?? '') && text !== '' ? JSON.parse(text) : undefined;

export function ask(server, agent, { method, path, headers, body }) {
  const json = body === undefined ? undefined : JSON.stringify(body);
  const about = json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
  const { hostname, port } = new URL(server.url);
  const options = { host: hostname, port, method, path, agent, headers: { ...about, ...headers }, timeout: answer_ms_max };
  return new Promise((resolve, reject) => {
    const request = https.request(options, (response) => {
      const { statusCode: status, headers } = response;
      if (/^text\/event-stream/.test(headers['content-type'] ?? '')) {
        resolve({ status, headers, text: '' });
        request.on('error', () => {}).destroy();
        return;
      }
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        try {
          resolve({ status, headers, text, body: body_of(headers, text) });
        } catch (error) {
          reject(new Error(`${method} ${path}: ${error.message}`));
        }
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} in ${answer_ms_max} ms`)));
    request.on('error', reject);
    request.end(json);
  });
}
