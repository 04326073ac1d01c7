// A follower of the event stream, as EventSource is one: keeps what came, and can go on where it was cut.
import https from 'node:https';

export class Follower {
  #request;
  #text = '';

  /** @param {import('./client.mjs').Client} client signed in */
  constructor(client) {
    this.client = client;
    this.events = [];
    this.heartbeats = 0;
    this.status = undefined;
    this.ended = false;
  }

  get last_id() {
    return this.events.at(-1)?.id;
  }

  /** Opens the stream, after `last_id` if one is given; resolves when the headers are there. */
  open(last_id) {
    const { client } = this;
    const headers = { accept: 'text/event-stream', cookie: `__Host-session=${client.cookie}` };
    if (last_id !== undefined) headers['last-event-id'] = last_id;
    const options = { host: client.url.hostname, port: client.url.port, path: '/api/v1/events', ca: client.server.ca, headers, agent: false };
    return new Promise((resolve, reject) => {
      this.#request = https.get(options, (response) => {
        this.status = response.statusCode;
        this.ended = false;
        this.type = response.headers['content-type'];
        response.setEncoding('utf8');
        response.on('data', (chunk) => this.#read(chunk));
        response.on('close', () => (this.ended = true));
        response.on('error', () => {});
        resolve(this);
      });
      this.#request.on('error', (error) => (this.status === undefined ? reject(error) : undefined));
    });
  }

  close() {
    this.#request?.destroy();
    this.#text = '';
  }

  #read(chunk) {
    this.#text += chunk.replaceAll('\r\n', '\n');
    for (let end; (end = this.#text.indexOf('\n\n')) >= 0; ) {
      this.#take(this.#text.slice(0, end));
      this.#text = this.#text.slice(end + 2);
    }
  }

  #take(block) {
    const event = { event: 'message', data: '' };
    let has_data = false;
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) {
        ++this.heartbeats;
        continue;
      }
      const [, name, value] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
      if (name === 'data') has_data = true;
      if (name) event[name] = value;
    }
    if (has_data) this.events.push({ ...event, data: JSON.parse(event.data) });
  }
}
