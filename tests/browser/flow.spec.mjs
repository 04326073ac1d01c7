// The main job, by two people in two browsers: the customer's page follows the crew's work without a reload.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, becomeCustomer, crewOffered, heading, newCustomer, openBrowser, openPage, serverTime, signIn, signIns, stored } from './browser.mjs';

const dayMs = 86_400_000;
const customer = newCustomer();
const shared = {};

before(async () => {
  shared.chromium = await openBrowser();
  const { browser } = shared.chromium;
  shared.home = await openPage(browser);
  shared.crew = await openPage(browser, { viewport: { width: 1280, height: 900 } });
});
after(() => shared.chromium?.close());

/** A Monday two to three weeks ahead of the server's day, as a calendar day. */
async function mondayAhead(page) {
  const date = new Date((await serverTime(page)) + 15 * dayMs); // behind the 14 days of cooling off, also when today is a Monday
  const days = (8 - date.getUTCDay()) % 7;
  return new Date(date.getTime() + days * dayMs).toISOString().slice(0, 10);
}

async function customerSees(state) {
  await heading(shared.home.page, state);
  assert.equal(await shared.home.page.evaluate(() => window.suncrewSamePage), true, 'the page was not loaded anew');
}

async function crewDoes(move, extra) {
  const { page } = shared.crew;
  await page.getByRole('button', { name: move, exact: true }).click();
  if (!extra) return;
  const dialog = page.getByRole('dialog');
  await extra(dialog);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('a crew signs in and sees its offers', async () => {
  await signIn(shared.crew.page, signIns().crew);
  await heading(shared.crew.page, 'Offers');
  shared.base = (await ask(shared.crew.page, '/crew')).body;
});

test('a visitor gets a quote in three steps', async () => {
  const { page } = shared.home;
  await page.goto('/');
  await page.locator('.map-picture').waitFor();
  await page.locator('summary', { hasText: 'Coordinates' }).click();
  await page.getByLabel('Latitude').fill(String(shared.base.latitude));
  await page.getByLabel('Longitude').fill(String(shared.base.longitude));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Usable area' }).fill('36');
  await page.getByRole('button', { name: 'Continue' }).click();
  const country = page.getByLabel('Country');
  if ((await country.inputValue()) === '') await country.selectOption({ label: 'Spain' });
  await page.getByLabel('Yearly use').check({ force: true });
  await page.getByRole('textbox', { name: 'Electricity used in a year' }).fill('4200');
  await page.getByRole('button', { name: 'Show my price' }).click();
  await heading(page, /Your roof can make [\d,]+ kWh a year/);
  assert.equal(await page.locator('.chart-bar').count(), 12);
  await page.getByText('Show as a table').click();
  assert.equal(await page.getByRole('table', { name: /Yield by month/ }).getByRole('row').count(), 13);
});

test('the quote survives going back, forward and a reload', async () => {
  const { page } = shared.home;
  await page.goBack();
  await heading(page, /Your roof, powered/);
  assert.equal(await page.getByRole('textbox', { name: 'Electricity used in a year' }).inputValue(), '4200');
  await page.goBack();
  assert.equal(await page.getByRole('textbox', { name: 'Usable area' }).inputValue(), '36');
  await page.goForward();
  await page.goForward();
  await heading(page, /Your roof can make/);
  await page.reload();
  await heading(page, /Your roof can make/);
});

test('ordering asks for an account, and comes back to the order after the mail', async () => {
  const { page } = shared.home;
  await page.getByRole('link', { name: 'Order this' }).click();
  await heading(page, 'Please sign in');
  const signUp = await page.getByRole('link', { name: 'Create account' }).getAttribute('href');
  await becomeCustomer(page, customer, signUp);
  await heading(page, 'Place your order');
});

test('an order with faults is not sent, and says where they are', async () => {
  const { page } = shared.home;
  const sent = [];
  const note = (request) => request.method() === 'POST' && sent.push(request.url());
  page.on('request', note);
  await page.getByLabel('Telephone').fill('12');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await page.getByText('Start with + and the country code').waitFor();
  assert.equal(await page.getByLabel('Telephone').evaluate((field) => field === document.activeElement), true);
  page.off('request', note);
  assert.deepEqual(sent, []);
});

test('the order is placed with an idempotency key, at the quoted price', async () => {
  const { page } = shared.home;
  await page.getByLabel('Telephone').fill('+34 961 23 45 67');
  await page.getByLabel('Street and number').fill('Carrer de la Llum 1');
  await page.getByLabel('Postcode').fill('46001');
  await page.getByLabel('City').fill('Valencia');
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith('/orders')),
    page.getByRole('button', { name: 'Place the order' }).click(),
  ]);
  assert.match(request.headers()['idempotency-key'], /^[\x21-\x7e]{8,64}$/);
  await page.waitForURL(/\/order\?id=/);
  shared.order = new URL(page.url()).searchParams.get('id');
  await page.evaluate(() => { window.suncrewSamePage = true; });
  await customerSees('Offered to a crew');
});

test('the crew that was chosen accepts, and the customer sees it at once', async () => {
  const { page } = shared.crew;
  await signIn(page, await crewOffered(shared.chromium.browser, shared.order));
  const offers = (await ask(page, '/offers')).body.items;
  const mine = offers.findIndex((offer) => offer.order === shared.order);
  await page.locator('.offer').nth(mine).getByRole('button', { name: 'Accept' }).click();
  await page.waitForURL(/\/crew\/job\?id=/);
  await customerSees('Crew found');
});

test('survey and design reach the customer for approval', async () => {
  await crewDoes('Start the survey');
  await customerSees('Survey under way');
  await crewDoes('Survey finished');
  await customerSees('Design in the making');
  await crewDoes('Submit the design');
  await customerSees('Design ready for approval');
});

test('the customer asks for a change, then approves', async () => {
  const { page } = shared.home;
  await page.getByRole('button', { name: 'Ask for changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your wishes').fill('Please keep the chimney side free.');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await customerSees('Design in the making');
  await shared.crew.page.getByText('Please keep the chimney side free.').waitFor();
  await crewDoes('Submit the design');
  await customerSees('Design ready for approval');
  await page.getByRole('button', { name: 'Approve the design' }).click();
  await customerSees('Waiting for the permit');
  await page.waitForFunction(() => document.activeElement.tagName === 'H1');
});

test('permit, grid and the day of installation', async () => {
  await crewDoes('Permit granted');
  await customerSees('Waiting for the grid');
  const monday = await mondayAhead(shared.crew.page);
  await crewDoes('Set the installation day', (dialog) => dialog.getByRole('textbox', { name: 'Installation day' }).fill(monday));
  await customerSees('Installation day is set');
});

test('work does not start while the cooling-off time runs, nor with a wrong code', async () => {
  const { page } = shared.crew;
  const code = (await shared.home.page.locator('.code').innerText()).replace(/\D/g, '');
  assert.match(code, /^\d{6}$/);
  shared.code = code;
  await page.getByRole('button', { name: 'Start work with the code' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Start code').fill(code);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('cooling-off time still runs').waitFor();
  await dialog.getByRole('button', { name: 'Not now' }).click();

  await shared.home.page.getByRole('button', { name: 'Waive it to start sooner' }).click();
  await shared.home.page.getByRole('dialog').getByRole('button', { name: 'Yes, waive it' }).click();
  await shared.home.page.getByText(/Waived on/).waitFor();

  await page.getByText(/Waived on/).first().waitFor();
  await page.getByRole('button', { name: 'Start work with the code' }).click();
  await dialog.getByLabel('Start code').fill(code === '000000' ? '111111' : '000000');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('This code is not right').waitFor();
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await customerSees('Installation day is set');
});

test('with the code the work starts, is inspected, put right, and the power goes on', async () => {
  await crewDoes('Start work with the code', (dialog) => dialog.getByLabel('Start code').fill(shared.code));
  await customerSees('Installation under way');
  assert.equal(await shared.home.page.locator('.code').count(), 0, 'a used code is not shown any more');
  await crewDoes('Installation finished');
  await customerSees('Installed');
  await crewDoes('Request the inspection');
  await customerSees('Inspection under way');
  await crewDoes('Inspection failed', (dialog) => dialog.getByLabel('Note (optional)').fill('One clamp is loose.'));
  await customerSees('Being put right');
  await crewDoes('Put right');
  await customerSees('Inspection under way');
  await crewDoes('Inspection passed');
  await customerSees('Waiting for power on');
  await crewDoes('Power is on');
  await customerSees('Power is on');
});

test('the customer rates, once', async () => {
  const { page } = shared.home;
  await page.getByRole('radio', { name: '5 stars' }).check({ force: true });
  await page.getByLabel('A few words (optional)').fill('Quick and tidy.');
  await page.getByRole('button', { name: 'Send the rating' }).click();
  await page.getByRole('heading', { name: 'Your rating' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Send the rating' }).count(), 0);
});

test('the whole way stands in the timeline, and the order in the list', async () => {
  const { page } = shared.home;
  const events = await page.locator('.timeline-event').allInnerTexts();
  for (const event of ['Order placed', 'Design approved', 'Inspection found something', 'Power switched on']) assert.ok(events.includes(event), event);
  await page.goto('/orders');
  await page.locator('.tile').filter({ hasText: 'Power is on' }).waitFor();
});

test('signing out ends the session in the browser and at the server', async () => {
  const { page } = shared.home;
  await page.getByRole('button', { name: 'Sign out' }).click();
  await heading(page, /Your roof, powered/);
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  assert.equal((await ask(page, '/account')).status, 401);
});

test('nothing secret was stored, nothing was refused by the policy, nothing was thrown', async () => {
  assert.doesNotMatch(await stored(shared.home.page), /token|session|password|@example\.org|Carrer/i);
  assert.deepEqual(shared.home.faults, []);
  assert.deepEqual(shared.crew.faults, []);
});
