// Security events on their way out, and the alerts that rules raise over them: over HTTPS, against a server of its own with
// a collector that listens over real TLS and is away at first.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Client, scratch } from './parts/client.mjs';
import { confirmed_people, must, signed_in, signed_in_staff } from './parts/identity.mjs';
import { mails_to } from './parts/outbox.mjs';
import { OwnServer } from './parts/own_server.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(scratch().folder, 'alerts');
const frames_folder = join(folder, 'frames');
const planted = 'Ana Planted Sunderland';

const free_port = () =>
  new Promise((resolve) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });

/** The messages that the collector has read to their end, in order. */
function messages() {
  const found = [];
  for (let n = 1; existsSync(join(frames_folder, `${n}.frames`)); ++n) {
    let text = readFileSync(join(frames_folder, `${n}.frames`), 'utf8');
    while (text) {
      const [head, length] = /^(\d+) /.exec(text);
      found.push(text.slice(head.length, head.length + Number(length)));
      text = text.slice(head.length + Number(length));
    }
  }
  return found;
}
/** Working hours that it is not now, for as long as these tests may take. */
const other_hours = () => {
  const hour = new Date().getUTCHours();
  return { SUNCREW_ALERTS_WORK_BEGINS: String((hour + 3) % 24), SUNCREW_ALERTS_WORK_ENDS: String((hour + 4) % 24) };
};
const event_of = (message) => JSON.parse(message.slice(message.indexOf('{')));
const alerts_of = async (client, query = '') => (await must(200, client.get(`/alerts${query}`), 'the alerts')).items;
const alert_about = (client, rule, account) =>
  until(`the alert ${rule}`, async () => (await alerts_of(client)).find((alert) => alert.rule === rule && alert.account === account), 60);

describe('security events and alerts', () => {
  let server, officer, customer, collector, port;
  const clients = [];
  before(async () => {
    port = await free_port();
    mkdirSync(frames_folder, { recursive: true });
    spawnSync(join(root, 'tools/dev_pki.sh'), [join(folder, 'pki')]);
    server = new OwnServer(folder, {
      settings: {
        SUNCREW_COLLECTOR_HOST: 'localhost', SUNCREW_COLLECTOR_PORT: String(port), SUNCREW_COLLECTOR_CA_FILE: join(folder, 'pki/ca.pem'),
        SUNCREW_ALERTS_REFUSALS_ON_ACCOUNT: '4', SUNCREW_ALERTS_MASS_READING: '1000', ...other_hours(),
      },
    }).start();
    officer = await signed_in_staff(server, 'security');
    const [person] = await confirmed_people(server, 1);
    customer = { ...person, client: await signed_in(server, person) };
    clients.push(officer, customer.client);
  });
  after(() => {
    clients.forEach((client) => client.close());
    collector?.kill();
    server?.stop();
  });

  test('many refusals on one account are one alert of medium severity, which nobody is written about', async () => {
    const stranger = new Client(server);
    clients.push(stranger);
    const fail = () => stranger.post('/sessions', { email: customer.email, password: `${planted} ${crypto.randomUUID()}` });
    for (let i = 0; i < 4; ++i) refuses(await fail(), 401, 'credentials_refused');
    const { id } = customer.client.account;
    const alert = await alert_about(officer, 'refusals_on_account', id);
    assert.deepEqual([alert.severity, alert.state, alert.events], ['medium', 'open', 4]);
    refuses(await fail(), 401, 'credentials_refused');
    await until('the count', async () => (await alert_about(officer, 'refusals_on_account', id)).events === 5);
    assert.equal((await alerts_of(officer)).filter((one) => one.account === id).length, 1);
    const events = await must(200, officer.get('/security-events'), 'the events');
    const raised = events.items.filter(({ kind }) => kind === 'attack_alert_raised');
    assert.ok(raised.some(({ before, account }) => before === `refusals_on_account ${alert.id}` && !account));
  });

  test('a new security officer is an alert of high severity, and the officers get a letter', async () => {
    const person = { ...new_person(), name: planted };
    const { id } = await must(202, officer.post('/staff/invitations', { email: person.email, name: person.name, role: 'security', language: 'en' }), 'an invitation');
    const alert = await alert_about(officer, 'new_security_officer', id);
    assert.equal(alert.severity, 'high');
    const own = server.sign_ins.staff.find(({ role }) => role === 'security').email;
    await until('the letter', () => mails_to(server.outbox, own).some((mail) => mail.includes('/staff/alerts')));
    assert.ok(!mails_to(server.outbox, person.email).some((mail) => mail.includes('/staff/alerts')), 'not to whom it is about');
  });

  test('an officer is done with an alert once, with a reason, and that is on record', async () => {
    const alert = (await alerts_of(officer, '?state=open')).find(({ rule }) => rule === 'new_security_officer');
    refuses(await customer.client.post(`/alerts/${alert.id}/closing`, { reason: 'resolved' }), 403, 'permission_required');
    refuses(await officer.post(`/alerts/${alert.id}/closing`, {}), 422, 'missing_member', 'reason');
    refuses(await officer.post(`/alerts/${alert.id}/closing`, { reason: 'I felt like it' }), 422, undefined, 'reason');
    await must(204, officer.post(`/alerts/${alert.id}/acknowledgement`, {}), 'an acknowledgement');
    await must(204, officer.post(`/alerts/${alert.id}/closing`, { reason: 'resolved' }), 'a closing');
    refuses(await officer.post(`/alerts/${alert.id}/closing`, { reason: 'resolved' }), 409, 'alert_closed_already');
    assert.ok(!(await alerts_of(officer, '?state=open')).some(({ id }) => id === alert.id));
    const closed = (await alerts_of(officer, '?state=closed')).find(({ id }) => id === alert.id);
    assert.deepEqual([closed.state, closed.reason, closed.closed_by], ['closed', 'resolved', officer.account.id]);
    const { items } = await must(200, officer.get('/security-events'), 'the events');
    const entry = items.find(({ kind }) => kind === 'alert_closed');
    assert.deepEqual([entry.before, entry.after, entry.actor], [`${alert.rule} ${alert.id}`, 'resolved', officer.account.id]);
  });

  test('work outside the hours is an alert about who did it, and not that person is done with it', async () => {
    const alert = await alert_about(officer, 'night_work', officer.account.id);
    assert.deepEqual([alert.severity, alert.state], ['medium', 'open']);
    refuses(await officer.post(`/alerts/${alert.id}/closing`, { reason: 'resolved' }), 409, 'not_oneself');
    assert.equal((await alert_about(officer, 'night_work', officer.account.id)).state, 'open');
  });

  test('pages of alerts go back from the newest', async () => {
    const all = await alerts_of(officer);
    assert.ok(all.length >= 2);
    assert.deepEqual(all.map(({ id }) => id), all.map(({ id }) => id).toSorted().reverse());
    assert.deepEqual((await alerts_of(officer, `?before=${all[0].id}`)).map(({ id }) => id), all.slice(1).map(({ id }) => id));
    refuses(await officer.get('/alerts?state=some'), 422, undefined, 'state');
  });

  test('a person reads of no alert in their own record or history', async () => {
    const { items } = await must(200, customer.client.get('/account/history'), 'the history');
    assert.ok(items.length > 0 && !items.some(({ kind }) => kind.includes('alert')));
  });

  test('what happened while the collector was away arrives when it is there, in order', async () => {
    assert.deepEqual(messages(), []);
    await until('the complaint', () => server.log().some((line) => line.includes('"collector_failed"')), 20);
    const pki = (name) => join(folder, 'pki', name);
    collector = spawn('/usr/bin/python3', [join(root, 'tests/syslog/syslog_server.py'), 'keep', frames_folder, pki('server.pem'), pki('server.key'), String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    await until('everything', () => messages().some((message) => event_of(message).metadata.event_code === 'alert_closed'), 90);
    const ids = messages().map((message) => Number(event_of(message).metadata.uid));
    assert.deepEqual(ids, ids.toSorted((a, b) => a - b));
    assert.equal(new Set(ids).size, ids.length);
    for (const message of messages()) assert.match(message, /^<8[2-6]>1 \d{4}-\d\d-\d\dT[\d:.]+Z localhost suncrew - [a-z_]+ - \{/);
  });

  test('what leaves names no person and no address', async () => {
    const lines = server.log().filter((line) => line.includes('"class_uid"'));
    assert.ok(lines.length > 5, 'the events stand in what the program writes too');
    assert.ok(!server.log().some((line) => line.includes('"security_event"')), 'and in no other form');
    for (const text of [...messages(), ...lines.filter((line) => line.startsWith('{'))]) {
      for (const personal of ['lanted', customer.email, customer.name ?? planted, '@', '127.0.0.1'])
        assert.ok(!text.includes(personal), `${personal} in ${text}`);
      const { class_uid, category_uid, time, metadata } = event_of(text);
      assert.ok(category_uid === Math.floor(class_uid / 1000) && time > 0 && metadata.version === '1.3.0');
    }
    assert.ok(messages().some((message) => message.includes('"subnet_uid":"127.0.0.0/24"')));
  });

  test('half a collector is refused at the start', () => {
    const config = join(folder, 'half.toml');
    writeFileSync(config, `${readFileSync(join(folder, 'suncrew.toml'), 'utf8')}\n[collector]\nhost = "localhost"\n`);
    const { status, stderr } = spawnSync(join(root, 'build/release/suncrew'), ['serve', '--config', config], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    assert.notEqual(status, 0);
    assert.match(stderr, /collector: ca_file is missing/);
  });
});
