// A bare TLS connection, for what no HTTP client would send.
import tls from 'node:tls';
import { within } from './until.mjs';

/**
 * Opens a verified TLS connection.
 * @returns {Promise<{socket: tls.TLSSocket, text: () => string, ended: Promise<void>}>}
 */
export function connect(server, options = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: hostname, port: Number(port), ca: server.ca, servername: hostname, ...options });
    let text = '';
    const ended = new Promise((done) => socket.on('close', done));
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.once('secureConnect', () => resolve({ socket, text: () => text, ended }));
    socket.on('error', reject); // after the handshake nobody listens, and the connection is closed
  });
}

/** Sends bytes, and gives what came until the server closed the connection, or `seconds` were over. */
export async function exchange(server, bytes, seconds = 20) {
  const connection = await connect(server);
  connection.socket.write(bytes);
  const ended = await within(connection.ended, seconds * 1000);
  connection.socket.destroy();
  if (!ended) throw new Error(`the connection was still open after ${seconds} s`);
  return connection.text();
}

/** The parts of one answer as it came over the wire. */
export function parsed(text) {
  const [head, ...rest] = text.split('\r\n\r\n');
  const [line, ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(fields.map((field) => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 1).trim()]));
  const body = rest.join('\r\n\r\n');
  return { status: Number(line.split(' ')[1]), headers, text: body, body: /json/.test(headers['content-type'] ?? '') ? JSON.parse(body) : undefined };
}
