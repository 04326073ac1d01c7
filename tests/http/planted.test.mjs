// Personal data that were planted over HTTPS are looked for as bytes: in the files of the database and its backups, in the log
// and in what is temporary. Nothing of them may be there; and whoever of others has opened them stands in the record of their person.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { scratch } from './parts/client.mjs';
import { back_up, rows } from './parts/database.mjs';
import { staff_client } from './parts/grant_walk.mjs';
import { confirmed_people, must, signed_in } from './parts/identity.mjs';
import { order_request, quote_request, signed_in_crews } from './parts/people.mjs';
import { until } from './parts/until.mjs';
import { offered_crew } from './parts/walk.mjs';

const server = scratch();
const dsn = process.env.SUNCREW_DSN;
const file_bytes_max = 512 * 1024 * 1024;

/** All files below a folder, of which some are named by their reason to hold such data. */
function files_below(folder, left_out = []) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (left_out.includes(entry.name)) return [];
    return entry.isDirectory() ? files_below(path) : entry.isFile() ? [path] : [];
  });
}

/** Where the database keeps its files: beside the server, or in the folder of the scratch MariaDB. */
function database_files() {
  if (dsn.startsWith('sqlite:')) return [];
  return files_below(join(dirname(new URL(dsn).searchParams.get('ca')), 'data'));
}

const form_of = (text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)), Buffer.from(Buffer.from(text).toString('hex'))];

describe('who was erased', () => {
  test('has no key again, though the answer to it was to be kept', async () => {
    const [person] = await confirmed_people(server, 1);
    const client = await signed_in(server, person);
    const keys = () => Number(rows(dsn, `select count(*) from data_keys where subject = x'${client.account.id.replaceAll('-', '')}'`)[0][0]);
    assert.equal(keys(), 1);
    await must(204, client.post('/account/erasure', { email: person.email }, { 'idempotency-key': randomUUID() }), 'the erasure');
    assert.equal(keys(), 0);
    client.close();
  });
});

describe('planted personal data', () => {
  const mark = randomUUID().slice(0, 8);
  const planted = {
    name: `Planted Person ${mark}`,
    phone: `+1202555${String(1000 + (parseInt(mark, 16) % 9000))}`,
    street: `${mark} Planted Lane`,
    postcode: `PL${mark}`,
    note: `the key is under the planted stone ${mark}`,
    moved: `we are planted away until ${mark}`,
    reason: `planted refusal ${mark}`,
    new_street: `${mark} Replanted Lane`,
    new_name: `Replanted Person ${mark}`,
    ticket: `PLANTED-${mark}`,
    told: `they said that they live at the planted house ${mark}`,
    purpose: `to compare the planted address ${mark}`,
    no_grant: `ask the planted person ${mark} first`,
    no_change: `the planted person ${mark} denied it`,
  };
  let me, crews, order, crew, support;
  before(async () => {
    const [person] = await confirmed_people(server, 1);
    me = await signed_in(server, person);
    planted.email = person.email;
    planted.own_name = person.name;
    crews = await signed_in_crews(server);
    const quote = await must(201, me.post('/quotes', quote_request()), 'the quote');
    planted.latitude = String(quote.place.latitude);
    const request = order_request(quote.id);
    order = await must(201, me.post('/orders', {
      ...request,
      contact: { name: planted.name, phone: planted.phone },
      address: { ...request.address, street: planted.street, postcode: planted.postcode },
      note: planted.note,
    }, { 'idempotency-key': randomUUID() }), 'the order');
    const first = await offered_crew(crews, order.id);
    await must(204, first.crew.post(`/offers/${first.offer.id}/refusal`, { reason: planted.reason }), 'the refusal');
    const held = await offered_crew(crews, order.id);
    crew = held.crew;
    await must(200, crew.post(`/offers/${held.offer.id}/acceptance`, {}), 'the acceptance');
    const { version } = await must(200, me.get(`/orders/${order.id}`), 'the order');
    await must(200, me.post(`/orders/${order.id}/moves`, { event: 'hold', version, note: planted.moved }), 'the hold');
  });
  after(() => [me, support, ...(crews ?? [])].forEach((client) => client?.close()));

  test('reach who may have them', async () => {
    const own = await must(200, me.get(`/orders/${order.id}`), 'the order');
    assert.equal(own.contact.name, planted.name);
    assert.equal(own.address.street, planted.street);
    const job = await must(200, crew.get(`/jobs/${order.id}`), 'the job');
    assert.equal(job.contact.phone, planted.phone);
    assert.equal(job.note, planted.note);
    const { items } = await must(200, crew.get(`/jobs/${order.id}/timeline`), 'the timeline');
    assert.ok(items.some(({ note }) => note === planted.moved));
  });

  test('are opened by the crew with an entry each, which their person sees', async () => {
    await must(200, crew.get(`/jobs/${order.id}`), 'the job');
    const opened = await until('the places of the entries', async () => {
      const { items } = await must(200, me.get('/account/record'), 'the record');
      const found = items.filter(({ action }) => action === 'data_opened');
      return found.length > 0 && found.every(({ standing }) => standing) && found;
    });
    assert.deepEqual(opened.map(({ by, after: what }) => `${by} ${what}`).sort(), ['crew house', 'crew moves'], 'once for a while, however often it is looked at');
    assert.ok(!JSON.stringify(opened).includes(crew.account.id), 'who it was is not told');
  });

  test('are changed by support without ever standing there readable', async () => {
    support = await staff_client(server, 'support');
    const reason = planted.told;
    const { opened } = await must(200, support.post('/cases', { phone: planted.phone, ticket: planted.ticket, reason }), 'the case');
    await must(200, support.get(`/cases/${opened.id}`), 'the look at the customer');
    await must(200, support.get(`/opened/orders/${order.id}`), 'the look at the order');
    const asked = async (body) => (await must(201, support.post(`/cases/${opened.id}/changes`, { ...body, reason }), 'the request')).id;
    const street = await asked({ order: order.id, fields: [{ field: 'street', value: planted.new_street }] });
    await asked({ fields: [{ field: 'name', value: planted.new_name }] });
    await must(204, me.post(`/account/changes/${street}/approval`), 'the approval');
    assert.equal((await must(200, me.get(`/orders/${order.id}`), 'the order')).address.street, planted.new_street);
    const mine = await must(201, me.post('/account/exports', {}, { 'idempotency-key': randomUUID() }), 'the export');
    assert.ok(JSON.stringify(mine).includes(planted.new_name));
  });

  test('are told to who decides about a grant and a change, and back', async () => {
    const officer = await staff_client(server, 'security');
    const asked = { scope: 'contact_details', account: me.account.id, purpose: planted.purpose, minutes: 30 };
    const { id } = await must(201, support.post('/grants', asked), 'the request');
    const { items } = await must(200, officer.get('/grant-requests'), 'the requests');
    assert.equal(items.find((one) => one.id === id).purpose, planted.purpose);
    await must(204, officer.post(`/grants/${id}/refusal`, { reason: planted.no_grant }), 'the refusal');
    const own = await must(200, support.get('/grants'), 'the own grants');
    assert.equal(own.items.find((one) => one.id === id).reason, planted.no_grant);
    const changes = await must(200, officer.get('/change-requests'), 'the changes');
    const waiting = changes.items.find((one) => one.account === me.account.id);
    assert.deepEqual([waiting.ticket, waiting.reason], [planted.ticket, planted.told]);
    const refused = await must(200, officer.post(`/change-requests/${waiting.id}/refusal`, { reason: planted.no_change }), 'the refusal');
    assert.equal(refused.refusal, planted.no_change);
    officer.close();
  });

  test('leave no entry where their own person opens them', async () => {
    const entries = () => rows(dsn, "select count(*) from security_events where kind = 'data_opened'")[0][0];
    const before_it = entries();
    await must(200, me.get(`/orders/${order.id}`), 'the order');
    await must(200, me.get(`/orders/${order.id}/timeline`), 'the timeline');
    assert.equal(entries(), before_it);
  });

  const nowhere_in = (path) => {
    if (statSync(path).size > file_bytes_max) assert.fail(`${path} is too large to be looked through`);
    const bytes = readFileSync(path);
    for (const [what, text] of Object.entries(planted))
      for (const form of form_of(text)) assert.equal(bytes.indexOf(form), -1, `${what} in ${path}`);
  };

  test('stand in no backup', () => {
    const folder = mkdtempSync(join(server.folder, 'backups-'));
    try {
      const backups = back_up(dsn, folder);
      const orders = backups.map((path) => readFileSync(path)).filter((bytes) => bytes.includes('log_entries') && bytes.includes('suncrew log entry v1'));
      assert.ok(orders.length > 0, 'the rows themselves are in them');
      backups.forEach(nowhere_in);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('stand in no file of the database, no log and no temporary file', () => {
    // What a mail says is in the outbox's folder, as its reader gets it; sign_ins.json and pki are the tests' own.
    const files = [
      ...files_below(server.folder, ['outbox', 'pki', 'sign_ins.json', 'environment', 'used_steps.json']),
      ...database_files(),
      ...readdirSync(tmpdir()).filter((name) => name.startsWith('suncrew')).map((name) => join(tmpdir(), name)).filter((path) => statSync(path).isFile()),
    ];
    assert.ok(files.some((path) => /suncrew\.db$|\.ibd$/.test(path)), 'the database itself is among them');
    files.forEach(nowhere_in);
  });

  test('are found where they do stand, by the same search', () => {
    const bytes = Buffer.concat([Buffer.from('before '), Buffer.from(planted.street), Buffer.from(' after')]);
    assert.ok(form_of(planted.street).some((form) => bytes.indexOf(form) !== -1));
  });
});
