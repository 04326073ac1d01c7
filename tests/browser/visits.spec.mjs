// A day of a crew's, seen by the crew, its customer and the dispatcher: in three browsers, on the demo's data. The demo
// shows its crew a day with some stops soon; the server's clock, and the browsers', are set to its morning.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from '../http/parts/until.mjs';
import { seriousFaults, settled, tabTo } from './pages.mjs';
import { advance, ask, heading, openBrowser, openPage, serverTime, signIn, signIns, staffSignIn, stored } from './browser.mjs';

const desktop = { viewport: { width: 1280, height: 900 } };
const shared = {};
const dayMs = 86_400_000;
const dayOf = (time) => new Date(time).toISOString().slice(0, 10);
const later = (days) => dayOf(Date.parse(shared.today) + days * dayMs);

/** A page whose clock goes as the server's does. */
async function openNow(options = {}) {
  const opened = await openPage(shared.chromium.browser, options);
  await opened.page.clock.install({ time: shared.now });
  return opened;
}

/** The same, for who is signed in already. */
const openAs = (who, options = {}) => openNow({ storageState: shared.states[who], ...options });

/** The next day on which the crew goes somewhere, from the day of the server on. */
async function nextDay(page, now) {
  const { days } = (await ask(page, `/crew/calendar?from=${dayOf(now)}&days=14`)).body;
  for (const { day } of days.filter(({ visits }) => visits > 0)) {
    const { stops, utc_offset_minutes: offset } = (await ask(page, `/crew/day?day=${day}`)).body;
    const morning = Date.parse(`${day}T06:00:00Z`) - offset * 60_000;
    if (morning > now && stops.filter(({ state }) => state === 'told').length >= 2) return morning;
  }
  assert.fail('the demo shows no day with some stops');
}

before(async () => {
  shared.chromium = await openBrowser();
  const { browser } = shared.chromium;
  const people = { crew: signIns().crew, customer: signIns().customer, support: staffSignIn('support') };
  const early = await openPage(browser);
  await signIn(early.page, people.crew);
  const now = await serverTime(early.page);
  shared.now = await nextDay(early.page, now);
  await advance(early.page, Math.ceil((shared.now - now) / 1000));
  await early.page.context().close();
  shared.today = dayOf(shared.now);
  shared.states = {};
  for (const [who, person] of Object.entries(people)) {
    const { page } = await openNow();
    await signIn(page, person);
    shared.states[who] = await page.context().storageState();
    await page.context().close();
  }
  const { page } = await openAs('crew');
  await page.goto('/crew/offers');
  shared.day = (await ask(page, `/crew/day?day=${shared.today}`)).body;
  await page.context().close();
  assert.ok(shared.day.stops.length >= 2, 'the demo shows a day with some stops');
});
after(() => shared.chromium?.close());

/** What a browser has kept for reading without a connection. */
function keptIn(page) {
  return page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  }));
}

// What is asked of the page is a promise, for which `waitForFunction` does not wait.
const untilKept = (page) =>
  until('the kept day', () => page.evaluate(async () => {
    const found = await indexedDB.databases();
    const registration = await navigator.serviceWorker.getRegistration('/crew/day');
    return found.some(({ name }) => name === 'suncrew.day') && registration?.active?.state === 'activated' && (await caches.keys()).length === 1;
  }));

const nothing = { databases: [], caches: [], workers: [] };
const untilNothingIsKept = (page) =>
  until('nothing kept', () => page.evaluate(async () =>
    (await indexedDB.databases()).length === 0 && (await caches.keys()).length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0));

/** The whole of what is kept, as a script or somebody with the files of the profile could read it. */
function keptBytes(page) {
  return page.evaluate(async () => {
    const settled = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const database = await settled(indexedDB.open('suncrew.day'));
    const store = database.transaction('kept').objectStore('kept');
    const record = await settled(store.get('day'));
    database.close();
    return { text: new TextDecoder('latin1').decode(record.sealed), names: Object.keys(record).sort() };
  });
}

describe('a crew', () => {
  let crew;
  before(async () => {
    crew = await openAs('crew');
    await crew.page.goto('/crew/day');
    await crew.page.getByRole('heading', { level: 2, name: 'Your stops' }).waitFor();
  });
  after(() => crew.page.context().close());

  test('sees its stops in the order in which it drives, with the promised times and the way', async () => {
    const { page } = crew;
    const stops = page.locator('.stop-list > li');
    assert.equal(await stops.count(), shared.day.stops.filter(({ state }) => state !== 'gone').length);
    const begins = shared.day.stops.map(({ begins_at }) => begins_at);
    assert.deepEqual(begins, [...begins].sort());
    assert.match(await page.getByRole('img', { name: /Map of the way/ }).getAttribute('aria-label'), /1: .+, 2: /);
    await page.getByText(`${Math.round(shared.day.road_km)} km`).first().waitFor();
  });

  test('sees the houses of today, and of another day no more than the town', async () => {
    const { page } = crew;
    const first = shared.day.stops.find(({ state }) => state === 'told' || state === 'planned');
    const { address } = (await ask(page, `/jobs/${first.order}`)).body;
    await page.getByRole('link', { name: address.street }).first().waitFor();
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const other = page.getByRole('navigation', { name: 'Days' }).getByRole('link').nth(1);
    await other.click();
    await page.waitForURL(/day=/);
    await page.waitForFunction(() => document.querySelector('.calendar-day[aria-current]')?.getAttribute('href')?.includes('day='));
    await settled(page);
    assert.deepEqual(asked.filter((path) => path.includes('/jobs/')), []);
    await page.goto('/crew/day');
  });

  test('reports an absence for another week, and takes it back', async () => {
    const { page } = crew;
    await page.getByRole('button', { name: 'Report an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day').fill(later(12));
    await dialog.getByLabel('Last day').fill(shared.today);
    await dialog.getByRole('button', { name: 'Report it' }).click();
    await dialog.getByText('The last day is not before the first.').waitFor();
    await dialog.getByLabel('Last day').fill(later(12));
    await dialog.getByRole('button', { name: 'Report it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Reported. The plan is being made anew.').waitFor();
    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.getByRole('button', { name: /^Take back/ }).waitFor({ state: 'detached' });
    assert.deepEqual(crew.faults, []);
  });
});

describe('without a connection', () => {
  test('today can be read, and not changed; what is kept is sealed under a key that stays in the browser', async () => {
    const { page, faults } = await openAs('crew');
    await page.goto('/crew/day');
    const street = page.locator('.stop-list h3').first();
    const first = shared.day.stops.find(({ state }) => state === 'told' || state === 'planned');
    const { address, contact } = (await ask(page, `/jobs/${first.order}`)).body;
    await page.getByRole('link', { name: address.street }).first().waitFor();
    await street.waitFor();
    await untilKept(page);
    const { text, names } = await keptBytes(page);
    assert.deepEqual(names, ['account', 'iv', 'sealed']);
    for (const secret of [address.street, contact.phone, contact.name]) assert.ok(!text.includes(secret));
    assert.ok(!(await stored(page)).includes(address.street));
    const exported = await page.evaluate(async () => {
      const settled = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
      const database = await settled(indexedDB.open('suncrew.day'));
      const key = await settled(database.transaction('kept').objectStore('kept').get('key'));
      database.close();
      return crypto.subtle.exportKey('raw', key).then(() => 'out', () => 'refused');
    });
    assert.equal(exported, 'refused');

    await page.context().setOffline(true);
    await page.reload();
    await page.getByText(/You can read it without a connection/).waitFor();
    await page.getByRole('link', { name: address.street }).first().waitFor();
    assert.equal(await page.getByRole('button', { name: /Set off|We have arrived|Done here|Running late/ }).count(), 0);
    await page.locator('.map-land path').first().waitFor({ state: 'attached' }); // the map is there too
    const calendar = page.getByRole('navigation', { name: 'Days' });
    assert.ok((await calendar.getByRole('listitem').count()) >= 7);
    assert.equal(await calendar.getByRole('link').count(), 0, 'no way to what is not kept');
    assert.deepEqual(await seriousFaults(page), []);

    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Can\'t come?' }).waitFor();
    assert.deepEqual(faults.filter((fault) => fault.startsWith('policy') || fault.startsWith('third')), []);
    await page.context().close();
  });

  test('the worker has that one page, and never an answer of the API', async () => {
    const { page } = await openAs('crew');
    await page.goto('/crew/day');
    await untilKept(page);
    assert.deepEqual((await keptIn(page)).workers, ['/crew/day']);
    const paths = await page.evaluate(async () => {
      const [name] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    });
    assert.ok(paths.includes('/crew/day'));
    assert.ok(paths.length < 80, `${paths.length} files`);
    assert.deepEqual(paths.filter((path) => path.startsWith('/api/') || (!path.startsWith('/_next/static/') && !path.startsWith('/map/') && !['/crew/day', '/boot.js', '/icon.svg', '/manifest.webmanifest'].includes(path))), []);
    await page.goto('/crew/jobs');
    await heading(page, 'My jobs');
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    await page.context().close();
  });

  test('after signing out nothing of it is left, and nothing opens', async () => {
    const { page } = await openNow();
    await signIn(page, signIns().crew);
    await page.goto('/crew/day');
    await untilKept(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading(page, /Your roof, powered/);
    await untilNothingIsKept(page);
    assert.deepEqual(await keptIn(page), nothing);
    await page.context().setOffline(true);
    await assert.rejects(page.goto('/crew/day'), /ERR_INTERNET_DISCONNECTED/);
    await page.context().close();
  });

  test('nor after the session ended elsewhere', async () => {
    const { page } = await openNow();
    await signIn(page, signIns().crew);
    await page.goto('/crew/day');
    await untilKept(page);
    const elsewhere = await page.context().newPage();
    await elsewhere.goto('/check-mail');
    assert.equal(await elsewhere.evaluate(async () => (await fetch('/api/v1/sessions/current', { method: 'DELETE' })).status), 204);
    await heading(page, 'Please sign in');
    await untilNothingIsKept(page);
    await page.context().close();
  });

  test('nor when somebody else signs in', async () => {
    const { page } = await openNow();
    await signIn(page, signIns().crew);
    await page.goto('/crew/day');
    await untilKept(page);
    // The browser lost its session, and nobody told the page.
    await page.goto('about:blank');
    await page.context().clearCookies();
    await signIn(page, signIns().customer);
    await heading(page, 'My orders');
    await untilNothingIsKept(page);
    await page.context().close();
  });
});

describe('the customer\'s open page', () => {
  let crew, home, visit;
  before(async () => {
    crew = await openAs('crew');
    home = await openAs('customer');
    await home.page.goto('/orders');
    const { items } = (await ask(home.page, '/orders?limit=100')).body;
    const own = new Set(items.map(({ id }) => id));
    await crew.page.goto('/crew/day');
    visit = (await ask(crew.page, `/crew/day?day=${shared.today}`)).body.stops.find(({ order, state }) => own.has(order) && state === 'told');
    assert.ok(visit, 'a stop of the day is at the demo\'s customer');
    await home.page.goto(`/order?id=${visit.order}`);
    await home.page.getByText('Live', { exact: true }).waitFor();
    await home.page.evaluate(() => { window.suncrewSamePage = true; });
  });
  after(() => Promise.all([crew, home].map(({ page }) => page.context().close())));

  /** The crew comes to the stop at hand, whichever were before it. */
  async function bringToHand() {
    const { page } = crew;
    for (let stops = 0; stops < 10; ++stops) {
      const { stops: all } = (await ask(page, `/crew/day?day=${shared.today}`)).body;
      const next = all.find(({ state }) => state === 'told' || state === 'planned' || state === 'on_the_way' || state === 'arrived');
      if (next.visit === visit.visit) break;
      const [event] = next.progress.filter((one) => one !== 'late');
      assert.equal((await ask(page, `/crew/visits/${next.visit}/progress`, { event })).status, 200);
    }
    await page.reload();
    await page.locator('.next-stop').waitFor();
  }

  test('has the promised window', async () => {
    await home.page.getByText('The crew comes from').first().waitFor();
    await home.page.getByText('Eight in ten visits begin within this time.').first().waitFor();
  });

  test('learns that the crew runs late, from when to when, and why', async () => {
    await bringToHand();
    const before = await home.page.locator('.window-told strong').first().innerText();
    await crew.page.getByRole('button', { name: 'Running late' }).click();
    const dialog = crew.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '90' }).check({ force: true });
    await dialog.getByRole('button', { name: 'Tell them' }).click();
    await dialog.waitFor({ state: 'detached' });
    await home.page.getByText('The crew is running late.').first().waitFor();
    await home.page.waitForFunction((told) => document.querySelector('.window-told strong')?.textContent !== told || document.querySelector('.question'), before);
  });

  test('follows setting off, arriving and being done without a reload', async () => {
    const { page } = crew;
    await page.getByRole('button', { name: 'Set off' }).click();
    await page.getByText('The customer sees that you are on the way.').waitFor();
    await home.page.getByText(/The crew is \d+ minutes? away\.|any minute/).waitFor();
    assert.deepEqual(await seriousFaults(home.page), []);
    await page.getByRole('button', { name: 'We have arrived' }).click();
    await home.page.getByText('The crew is here.').waitFor();
    await page.getByRole('button', { name: 'Done here' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, it is done' }).click();
    await home.page.getByText('The crew is here.').waitFor({ state: 'detached' });
    assert.equal(await home.page.evaluate(() => window.suncrewSamePage), true, 'the page was not loaded anew');
    assert.deepEqual([...crew.faults, ...home.faults], []);
  });
});

describe('the dispatcher', () => {
  let desk;
  const bars = () => desk.page.locator('.gantt-bar.movable');
  const cost = () => desk.page.getByRole('dialog').getByRole('form', { name: 'What the move costs' });
  const sent = [];
  before(async () => {
    desk = await openAs('support', desktop);
    desk.page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
    // Today is in the crews' hands; the next day with visits is the dispatcher's.
    await desk.page.goto('/dispatch');
    for (let days = 1; days < 14 && !shared.ahead; ++days) {
      const board = (await ask(desk.page, `/dispatch/board?day=${later(days)}`)).body;
      if (board.crews.some(({ stops }) => stops.some(({ state }) => state === 'told' || state === 'planned'))) shared.ahead = board.day;
    }
    assert.ok(shared.ahead, 'the demo has visits ahead');
    await desk.page.goto(`/dispatch?day=${shared.ahead}`);
    await bars().first().waitFor();
  });
  after(() => desk.page.context().close());

  test('sees crews, figures and what waits, and nobody\'s name, street or number', async () => {
    const { page } = desk;
    for (const name of ['The crews\' day', 'Waiting for a place', 'Closed days']) await page.getByRole('heading', { level: 2, name }).waitFor();
    const { page: crew } = await openAs('crew');
    await crew.goto('/crew/offers');
    const board = JSON.stringify((await ask(page, `/dispatch/board?day=${shared.today}`)).body);
    for (const { order } of shared.day.stops) {
      const { address, contact } = (await ask(crew, `/jobs/${order}`)).body;
      for (const secret of [address.street, contact.name, contact.phone]) assert.ok(!secret || !board.includes(secret));
    }
    await crew.context().close();
  });

  test('drags a visit to another crew, sees the cost, and leaves it', async () => {
    const { page } = desk;
    const bar = bars().first();
    const from = await bar.boundingBox();
    const rows = page.locator('[data-crew]');
    const own = await bar.evaluate((element) => element.closest('[data-crew]').dataset.crew);
    const count = await rows.count();
    const ids = await rows.evaluateAll((all) => all.map((row) => row.dataset.crew));
    const to = await rows.nth(ids.indexOf(own) === count - 1 ? count - 2 : ids.indexOf(own) + 1).boundingBox();
    await page.mouse.move(from.x + 10, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, to.y + to.height / 2, { steps: 6 });
    await page.locator('.gantt-landing').waitFor();
    await page.mouse.up();
    await cost().waitFor();
    await cost().getByText(/Would begin at|This can't be done/).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await cost().getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.ok(sent.some((path) => path.endsWith('/dispatch/trials')));
    assert.ok(!sent.some((path) => path.endsWith('/dispatch/moves')), 'nothing was moved');
  });

  test('takes a visit up by keyboard, and Escape leaves it where it was', async () => {
    const { page } = desk;
    const before = sent.length;
    await bars().first().focus();
    await page.keyboard.press(' ');
    await page.getByRole('status').filter({ hasText: /at the end of the day|, before / }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator('.gantt-landing').waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(sent.length, before);
  });

  /** A visit on the open board and a crew in another row that could take it, as the server's own trials say. */
  async function possibleMove() {
    const { page } = desk;
    const rows = await page.locator('[data-crew]').evaluateAll((all) => all.map((row) => row.dataset.crew));
    const { crews } = (await ask(page, `/dispatch/board?day=${shared.ahead}`)).body;
    for (const { crew: own, stops } of crews)
      for (const { visit, state, city } of stops.filter((one) => one.state === 'told' || one.state === 'planned'))
        for (const crew of rows.filter((one) => one !== own))
          if ((await ask(page, '/dispatch/trials', { visit, crew, day: shared.ahead })).body.possible)
            return { visit, city, state, steps: rows.indexOf(crew) - rows.indexOf(own), nth: stops.findIndex((one) => one.visit === visit), own };
    return undefined;
  }

  test('moves one by keyboard to a crew that can take it, with a reason, and can move it back', async (context) => {
    const { page, faults } = desk;
    const found = await possibleMove();
    if (!found) return context.skip('no other crew of the demo could take a visit of that day');
    const bar = page.locator(`[data-crew="${found.own}"] .gantt-bar`).nth(found.nth);
    await bar.focus();
    await page.keyboard.press(' ');
    for (let step = 0; step < Math.abs(found.steps); ++step) await page.keyboard.press(found.steps > 0 ? 'ArrowDown' : 'ArrowUp');
    await page.keyboard.press('Enter');
    await cost().getByText('Would begin at').waitFor();
    await cost().getByRole('button', { name: 'Move it', exact: true }).click();
    await cost().getByText('Please choose a reason').waitFor();
    await cost().getByLabel('Why it is moved').selectOption({ label: 'The way is shorter' });
    await cost().getByRole('button', { name: 'Move it', exact: true }).click();
    await page.getByText('Moved.', { exact: true }).waitFor();
    const owner = async () => (await ask(page, `/dispatch/board?day=${shared.ahead}`)).body.crews.find(({ stops }) => stops.some(({ visit }) => visit === found.visit))?.crew;
    assert.notEqual(await owner(), found.own);
    await page.getByRole('button', { name: 'Move it back' }).click();
    await cost().getByText(/Would begin at|This can't be done/).waitFor();
    assert.deepEqual(faults, []);
    await page.keyboard.press('Escape');
  });

  test('closes a day for a country, and opens it again', async () => {
    const { page } = desk;
    await page.getByRole('button', { name: 'Close a day' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Close it' }).click();
    await dialog.getByText('Please fill this in.').waitFor();
    await dialog.getByLabel('Day').fill(later(20));
    await dialog.getByLabel('Country').selectOption({ label: 'Portugal' });
    await dialog.getByRole('button', { name: 'Close it' }).click();
    await dialog.waitFor({ state: 'detached' });
    const again = page.getByRole('button', { name: /^Open again .*Portugal/ });
    await again.click();
    await again.waitFor({ state: 'detached' });
  });
});

describe('what must not happen', () => {
  for (const [who, path] of [['customer', '/dispatch'], ['crew', '/dispatch'], ['customer', '/crew/day'], ['support', '/crew/day']])
    test(`a ${who} does not get ${path}`, async () => {
      const { page } = await openAs(who);
      await page.goto(path);
      await heading(page, 'This page is for another role');
      assert.equal((await ask(page, path === '/dispatch' ? `/dispatch/board?day=${shared.today}` : `/crew/day?day=${shared.today}`)).status, 403);
      await page.context().close();
    });

  test('a visitor is asked to sign in, and keeps nothing', async () => {
    const { page } = await openNow();
    for (const path of ['/dispatch', '/crew/day']) {
      await page.goto(path);
      await heading(page, 'Please sign in');
    }
    assert.deepEqual(await keptIn(page), nothing);
    await page.context().close();
  });

  test('a crew cannot move another crew\'s visit', async () => {
    const { crew, crews } = signIns();
    const { page } = await openNow();
    await signIn(page, crews.find(({ email }) => email !== crew.email));
    const [stop] = shared.day.stops;
    assert.equal((await ask(page, `/crew/visits/${stop.visit}/progress`, { event: 'set_off' })).status, 404);
    await page.context().close();
  });
});

describe('each page, in both languages and both themes', () => {
  const places = [['crew', '/crew/day'], ['support', '/dispatch'], ['customer', '/order']];
  for (const colorScheme of ['light', 'dark'])
    for (const locale of ['en-GB', 'es-ES'])
      for (const [who, path] of places)
        test(`${path}, ${colorScheme}, ${locale}`, async () => {
          const { page, faults } = await openAs(who, { colorScheme, locale });
          await page.goto('/orders');
          const order = who === 'customer' ? (await ask(page, '/orders?limit=100')).body.items.find(({ id }) => shared.day.stops.some((stop) => stop.order === id)) : undefined;
          await page.goto(order ? `${path}?id=${order.id}` : path);
          await settled(page);
          await page.getByRole('heading', { level: 2 }).first().waitFor();
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(beyond <= 0, `${path} is ${beyond} px wider than a phone`);
          assert.deepEqual(await seriousFaults(page), []);
          assert.deepEqual(faults, []);
          await page.context().close();
        });

  test('the crew\'s day is worked by keyboard alone', async () => {
    const { page } = await openAs('crew');
    await page.goto('/crew/day');
    await settled(page);
    await tabTo(page, 'button', 'Report an absence');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Report an absence');
    await page.context().close();
  });
});
