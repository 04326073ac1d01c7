// The record of one's own account, and the browser's own check of it: what stands in the signed log, what was changed
// on its way here, and a log that is not the one that was seen before.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { seriousFaults, settled } from './pages.mjs';
import { ask, becomeCustomer, heading, newCustomer, openBrowser, openPage, signIn, signIns, staffSignIn, stored } from './browser.mjs';

const shared = {};
const allWell = /stand(s)? in the signed log of/;
const dontRely = 'Don\'t rely on what is shown here.';

before(async () => { shared.chromium = await openBrowser(); });
after(() => shared.chromium?.close());

function open(options) {
  return openPage(shared.chromium.browser, options);
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const verdict = (page) => page.locator('.verdict');
const entry = (page, name) => page.locator('.entries > li').filter({ hasText: name });
const keptOf = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('suncrew.log')));

/** Opens the record and waits until nothing on it is on its way. */
async function openRecord(page) {
  await page.goto('/record');
  await heading(page, 'What happened to your account');
  await settled(page);
}

async function allIsWell(page) {
  await verdict(page).getByText(allWell).waitFor();
  assert.equal(await page.locator('main').getByRole('alert').filter({ hasText: /\S/ }).count(), 0);
}

/** An alarm or a complaint that is read out, and nothing that says otherwise. */
async function complains(page, words) {
  const alert = page.getByRole('alert').filter({ hasText: dontRely });
  await alert.getByText(words).waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), allWell);
  assert.equal(await page.locator('.verdict.good').count(), 0);
}

/** Changes answers on their way to a page. What the server really says is asked from a second page of the same person. */
async function spoiling(page) {
  const beside = await page.context().newPage();
  await beside.goto('/check-mail');
  return (path, edit) => page.route(`**/api/v1${path}`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const { status, body } = await ask(beside, pathname.replace('/api/v1', '') + search);
    edit(body, search);
    await route.fulfill({ status, json: body });
  });
}

async function changePassword(page, person) {
  await page.goto('/security');
  await press(page, 'Change the password');
  person.password = `wind and sun ${crypto.randomUUID()}`;
  await page.getByLabel('New password', { exact: true }).fill(person.password);
  await press(page, 'Save the password');
  await page.getByText('Your password is changed').waitFor();
}

/** Waits until the newest of a person's changes has its place in the log. */
async function allHavePlaces(page) {
  for (let looks = 0; looks < 100; ++looks) {
    const { items } = (await ask(page, '/account/record')).body;
    if (items.every(({ standing }) => standing)) return;
    await page.waitForTimeout(100);
  }
  assert.fail('an entry gets no place in the log');
}

async function endSessionsOf(person) {
  const { page, faults } = await open({ viewport: { width: 1280, height: 900 } });
  await signIn(page, staffSignIn('security'));
  await heading(page, 'Staff and accounts');
  await page.getByLabel('Whole e-mail address').fill(person.email);
  await press(page, 'Find');
  const found = page.getByRole('region', { name: 'Find an account' });
  await found.locator('summary').click();
  await found.getByRole('button', { name: 'End all sessions' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
  await found.getByText('All sessions have ended.').waitFor();
  assert.deepEqual(faults, []);
  await page.context().close();
}

describe('the record of an account', () => {
  const person = newCustomer();
  let own;
  let change;
  before(async () => {
    own = await open();
    await becomeCustomer(own.page, person);
    change = await spoiling(own.page);
  });
  beforeEach(() => own.page.unrouteAll({ behavior: 'wait' }));
  after(() => own.page.context().close());

  test('has what its owner did, checked by the browser', async () => {
    const { page } = own;
    await changePassword(page, person);
    await page.getByRole('link', { name: 'See the record' }).click();
    await heading(page, 'What happened to your account');
    await allIsWell(page);
    const changed = entry(page, 'Password changed');
    for (const words of ['by you', 'Chrome', 'Checked: stands in the signed log']) await changed.getByText(words).first().waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(own.faults, []);
  });

  test('shows by keyboard what the check was made with', async () => {
    const { page } = own;
    const details = entry(page, 'Password changed').locator('details');
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    await details.getByText('suncrew log entry v1').waitFor();
    await details.getByText((await ask(page, '/account')).body.id).waitFor();
    await details.getByText('— localhost/log').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, 'as wide as a phone');
  });

  test('leaves the key and the checkpoint in this browser, and nothing else', async () => {
    const { page } = own;
    const { key } = (await ask(page, '/log/checkpoint')).body;
    const kept = await keptOf(page);
    assert.deepEqual(Object.keys(kept).sort(), ['key', 'origin', 'root', 'size']);
    assert.equal(kept.key, key);
    assert.equal(kept.origin, key.split('+')[0]);
    assert.ok(Number.isInteger(kept.size) && kept.size > 0);
    assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage)]), [['suncrew.log', 'suncrew.signed_in'], []]);
    const found = await stored(page);
    const { body } = await ask(page, '/account/record');
    const secret = body.items.flatMap(({ standing }) => standing.opened.flatMap(({ value, salt }) => [salt, ...(value ? [value] : [])]));
    for (const text of [person.email, person.password, ...secret]) assert.ok(!found.includes(text));
  });

  test('says what the staff did, with their role and no name', async () => {
    const { page } = own;
    const seen = await keptOf(page);
    await endSessionsOf(person);
    await signIn(page, person);
    await openRecord(page);
    await allIsWell(page);
    const ended = entry(page, 'Sessions were ended');
    await ended.getByText('by a security officer of Suncrew').waitFor();
    await ended.getByText('Checked: stands in the signed log').waitFor();
    const { name, email } = staffSignIn('security');
    const said = await page.locator('main').innerText();
    for (const private_ of [name, email].filter(Boolean)) assert.ok(!said.includes(private_), 'the staff is told by role alone');
    assert.ok((await keptOf(page)).size > seen.size, 'the log went on, and so did what this browser keeps');
    assert.deepEqual(own.faults, []);
  });

  test('waits for an entry to get its place, and says so', async () => {
    const { page } = own;
    let answers = 0;
    await change('/account/record', (body) => { if (++answers < 3) delete body.items[0].standing; });
    await page.goto('/record');
    await page.getByRole('status').getByText('An entry is waiting for its place in the log.').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), allWell);
    assert.deepEqual(await seriousFaults(page), []);
    await allIsWell(page);
    assert.equal(answers, 3);
  });

  test('reads on where there is more', async () => {
    const { page } = own;
    await change('/account/record*', (body, search) => { if (!search) Object.assign(body, { items: body.items.slice(0, 1), next: body.items[0].id }); });
    await openRecord(page);
    await page.getByText('The entry on this page stands in the signed log').waitFor();
    await press(page, 'Show more');
    await page.getByText(/^All \d+ entries on this page stand/).waitFor();
    assert.equal(await page.locator('.entries > li.good').count(), await page.locator('.entries > li').count());
  });

  test('is there for who reads Spanish, in the dark', async () => {
    const { page, faults } = await open({ locale: 'es-ES', colorScheme: 'dark', storageState: await own.page.context().storageState() });
    await page.goto('/record');
    await heading(page, 'Qué ha pasado con tu cuenta');
    await page.getByText(/Las \d+ entradas de esta página están en el registro firmado/).waitFor();
    await entry(page, 'Se cerraron sesiones').getByText('por un responsable de seguridad de Suncrew').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /\b(the|your|and)\b/i);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('says when the server does not answer, and comes back', async () => {
    const { page } = own;
    await page.route('**/api/v1/account/record', (route) => route.abort());
    await page.goto('/record');
    await page.getByRole('alert').getByText('We can\'t reach the server.').waitFor();
    await page.unroute('**/api/v1/account/record');
    await press(page, 'Try again');
    await allIsWell(page);
  });
});

describe('somebody to whom nothing happened yet', () => {
  test('is told so', async () => {
    const { page, faults } = await open();
    await signIn(page, signIns().crews.at(-1));
    // An officer who has looked at the list of the staff has opened everybody's name: what the server tells is left out.
    await (await spoiling(page))('/account/record', (told) => { told.items = []; delete told.next; });
    await openRecord(page);
    await page.getByText('As soon as something of your account changes').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});

describe('an answer that was changed on its way', () => {
  const person = newCustomer();
  let own;
  let change;
  before(async () => {
    own = await open();
    await becomeCustomer(own.page, person);
    await changePassword(own.page, person);
    change = await spoiling(own.page);
    await openRecord(own.page);
    await allIsWell(own.page);
    // The log moves on, so that there is something to prove between what was seen and what is shown.
    shared.seen = await keptOf(own.page);
    await changePassword(own.page, person);
    await allHavePlaces(own.page);
  });
  after(() => own.page.context().close());
  beforeEach(async () => {
    await own.page.unrouteAll({ behavior: 'wait' });
    await own.page.evaluate((kept) => localStorage.setItem('suncrew.log', JSON.stringify(kept)), shared.seen);
  });

  const record = '/account/record';
  const flip = (base64, at = 3) => {
    const bytes = Buffer.from(base64, 'base64');
    bytes[at] ^= 1;
    return bytes.toString('base64');
  };
  const other = '01900000-0000-7000-8000-000000000000';
  const flipSignature = (note) => note.replace(/\S+\n$/, (encoded) => `${flip(encoded.trim(), 40)}\n`);

  const badEntries = {
    'another event': [(item) => { item.action = 'email_changed'; }, 'the log has another event'],
    'another time': [(item) => { item.at = item.at.replace(/^\d{4}/, '2020'); }, 'the log has another time'],
    'another person': [(item) => { item.by = 'system'; delete item.device; }, 'the log says that somebody else did it'],
    'another value after it': [(item) => { item.after = 'security'; }, 'the log has another value after the change'],
    'another value before it': [(item) => { item.before = 'security'; }, 'the log has another value before the change'],
    'another device': [(item) => { item.device = 'Safari on iPhone'; }, 'the log has another device'],
    'a value made up with it': [(item) => { item.after = 'security'; item.standing.opened.find(({ field }) => field === 'after').value = 'security'; }, 'does not fit the log\'s entry'],
    'a value held back': [(item) => { item.standing.opened = item.standing.opened.filter(({ field }) => field !== 'after'); }, 'a part of it is held back'],
    'another account': [(item) => { item.standing.opened.find(({ field }) => field === 'subject').value = other; }, 'does not fit the log\'s entry'],
    'a byte of its proof': [(item) => { item.standing.proof[0] = flip(item.standing.proof[0]); }, 'its entry does not stand in the log'],
    'no proof': [(item) => { item.standing.proof = []; }, 'its entry does not stand in the log'],
    'a byte of its leaf': [(item) => { item.standing.leaf = item.standing.leaf.replace(/subject (.)/, (_, first) => `subject ${first === 'A' ? 'B' : 'A'}`); }, 'its entry does not stand in the log'],
    'another first line': [(item) => { item.standing.leaf = item.standing.leaf.replace('v1', 'v9'); }, 'its entry in the log can\'t be read'],
    'another place': [(item) => { item.standing.position += 1; }, 'its entry does not stand in the log'],
    'the place of another entry': [(item, body) => { Object.assign(item, structuredClone(body.items[1]), { id: item.id }); }, 'another entry has the same place in the log'],
  };
  for (const [what, [edit, words]] of Object.entries(badEntries))
    test(`${what} is found`, async () => {
      await change(record, (body) => edit(body.items[0], body));
      await openRecord(own.page);
      await complains(own.page, /^1 of \d+ entries on this page does not stand/);
      assert.equal(await own.page.locator('.entries > li.care').count(), 1);
      await own.page.locator('.entries > li.care .finding').getByText(words).waitFor();
    });

  test('somebody else\'s whole entry is found, though it stands in the log', async () => {
    const stranger = await open();
    const someone = newCustomer();
    await becomeCustomer(stranger.page, someone);
    await allHavePlaces(stranger.page);
    const theirs = (await ask(stranger.page, record)).body;
    await stranger.page.context().close();
    await change(record, (body) => Object.assign(body, theirs));
    await openRecord(own.page);
    await complains(own.page, /do(es)? not stand in the signed log/);
    await own.page.getByText('the log\'s entry is about another account').first().waitFor();
  });

  const shrink = (body, size) => { body.checkpoint = body.checkpoint.replace(/\n\d+\n/, `\n${size}\n`); };
  const badLogs = {
    'a byte of the signature': [() => change(record, (body) => { body.checkpoint = flipSignature(body.checkpoint); }), 'does not have a valid signature'],
    'another size under the signature': [() => change(record, (body) => shrink(body, 3)), 'does not have a valid signature'],
    'a signature of somebody else': [() => change(record, (body) => { body.checkpoint = body.checkpoint.replace('— localhost/log', '— example.org/log'); }), 'does not have a valid signature'],
    'no checkpoint any more': [() => change(record, (body) => { delete body.checkpoint; }), 'it is shorter'],
    'another key': [() => change('/log/checkpoint', (body) => { body.key = 'localhost/log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'; }), 'another key than the one this browser saw before'],
    'a proof of the log\'s growth': [() => change('/log/consistency*', (body) => { body.proof[0] = flip(body.proof[0]); }), 'it does not go on from there'],
    'no proof of the log\'s growth': [() => change('/log/consistency*', (body) => { body.proof = []; }), 'it does not go on from there'],
    'a refusal of that proof': [() => own.page.route('**/api/v1/log/consistency*', (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body: '{"code":"beyond_the_log"}' })), 'it does not go on from there'],
  };
  for (const [what, [spoil, words]] of Object.entries(badLogs))
    test(`${what} raises an alarm`, async () => {
      await spoil();
      await openRecord(own.page);
      await complains(own.page, words);
      assert.equal(await own.page.locator('.entries > li.good').count(), 0, 'nothing is proven by such a log');
      assert.deepEqual(await keptOf(own.page), shared.seen, 'what was seen before is kept');
      assert.deepEqual(await seriousFaults(own.page), []);
    });

  const newest = async () => {
    const [, size, root] = (await ask(own.page, record)).body.checkpoint.split('\n');
    return { ...shared.seen, size: Number(size), root };
  };
  const keepBefore = (kept) => own.page.evaluate((text) => localStorage.setItem('suncrew.log', text), JSON.stringify(kept));

  test('a log that is shorter than the one that was seen raises an alarm', async () => {
    const kept = { ...(await newest()) };
    kept.size += 1;
    await keepBefore(kept);
    await openRecord(own.page);
    await complains(own.page, 'it is shorter');
    assert.deepEqual(await keptOf(own.page), kept);
  });

  test('a log of the same size with another root raises an alarm', async () => {
    const kept = await newest();
    kept.root = flip(kept.root);
    await keepBefore(kept);
    await openRecord(own.page);
    await complains(own.page, 'it does not go on from there');
    await own.page.getByText('What to show to who looks into it').click();
    await own.page.getByText(kept.root).waitFor();
    assert.deepEqual(await keptOf(own.page), kept);
  });

  test('a log that was written anew before what was seen raises an alarm', async () => {
    const kept = { ...shared.seen, root: flip(shared.seen.root) };
    await keepBefore(kept);
    await openRecord(own.page);
    await complains(own.page, 'it does not go on from there');
  });

  test('a key that is none is refused on the first visit too', async () => {
    await own.page.evaluate(() => localStorage.removeItem('suncrew.log'));
    await change('/log/checkpoint', (body) => { body.key = body.key.replace(/\+[0-9a-f]{8}\+/, '+00000000+'); });
    await openRecord(own.page);
    await complains(own.page, 'is not a valid one');
    assert.equal(await keptOf(own.page), null);
  });

  test('without the proof of the log\'s growth nothing is called proven, and it can be asked for again', async () => {
    await own.page.route('**/api/v1/log/consistency*', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"code":"busy"}' }));
    await openRecord(own.page);
    await own.page.getByText('The record could not be checked.').waitFor();
    assert.doesNotMatch(await own.page.locator('main').innerText(), allWell);
    assert.deepEqual(await keptOf(own.page), shared.seen);
    await own.page.unrouteAll({ behavior: 'wait' });
    await press(own.page, 'Look again');
    await allIsWell(own.page);
    assert.ok((await keptOf(own.page)).size > shared.seen.size);
  });

  test('a browser that knows no Ed25519 says what it could not check', async () => {
    const { page, faults } = await open({ storageState: await own.page.context().storageState() });
    await page.addInitScript(() => {
      const importKey = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...more) {
        return algorithm?.name === 'Ed25519' ? Promise.reject(new DOMException('unknown', 'NotSupportedError')) : importKey.call(this, format, key, algorithm, ...more);
      };
    });
    await openRecord(page);
    await page.getByText('whose signature this browser can\'t check').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), allWell);
    assert.equal(await page.locator('.entries > li.care').count(), 0);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});
