// Every page in both themes: accessible, within the width of a phone, and with nothing that the policy refuses.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { seriousFaults, settled, tabTo } from './pages.mjs';
import { ask, becomeCustomer, heading, newCustomer, openBrowser, openPage, signIn, signIns, stored } from './browser.mjs';

const someRoof = {
  latitude: 39.47, longitude: -0.376, country: 'ES', yearly_use_kwh: 3500,
  roof_planes: [{ area_m2: 40, tilt_deg: 28, azimuth_deg: 170, shading: 0.05 }],
};
const shared = {};

async function openAll(colorScheme) {
  const { browser } = shared.chromium;
  const pages = {};
  for (const role of ['visitor', 'customer', 'crew']) {
    pages[role] = await openPage(browser, { colorScheme, ...(shared.states?.[role] ? { storageState: shared.states[role] } : {}) });
  }
  return pages;
}

before(async () => {
  shared.chromium = await openBrowser();
  const { customer, crew, visitor } = await openAll('light');
  await visitor.page.goto('/');
  shared.quote = (await ask(visitor.page, '/quotes', someRoof)).body.id;
  shared.customer = newCustomer();
  await becomeCustomer(customer.page, shared.customer);
  const order = await ask(customer.page, '/orders', {
    quote: shared.quote, wished_dates: [], contact: { name: 'Casa Luz', phone: '+34961234567' },
    address: { street: 'Carrer de la Llum 1', postcode: '46001', city: 'Valencia', country: 'ES' },
  });
  assert.equal(order.status, 201);
  shared.order = order.body.id;
  await signIn(crew.page, signIns().crew);
  const jobs = await ask(crew.page, '/jobs');
  shared.job = jobs.body.items[0]?.id;
  shared.states = { customer: await customer.page.context().storageState(), crew: await crew.page.context().storageState() };
  for (const { page } of [visitor, customer, crew]) await page.context().close();
});
after(() => shared.chromium?.close());

const places = [
  ['visitor', () => '/'],
  ['visitor', () => `/quote?id=${shared.quote}`],
  ['visitor', () => '/quote?id=00000000-0000-7000-8000-000000000000'],
  ['visitor', () => `/design?quote=${shared.quote}`],
  ['visitor', () => '/design'],
  ['visitor', () => '/design?quote=00000000-0000-7000-8000-000000000000'],
  ['visitor', () => '/sign-up'],
  ['visitor', () => '/sign-in'],
  ['visitor', () => '/verify#token=nothing'],
  ['visitor', () => '/check-mail'],
  ['visitor', () => '/orders'],
  ['visitor', () => '/record'],
  ['visitor', () => '/no/such/page'],
  ['customer', () => '/orders'],
  ['customer', () => `/order?id=${shared.order}`],
  ['customer', () => `/order/new?quote=${shared.quote}`],
  ['customer', () => '/crew/jobs'],
  ['customer', () => '/record'],
  ['crew', () => '/crew/offers'],
  ['crew', () => '/crew/jobs'],
  ['crew', () => '/record'],
  ['crew', () => `/crew/job?id=${shared.job ?? ''}`],
];

async function checkPage({ page, faults }, path) {
  await page.goto(path);
  await settled(page);
  assert.ok((await page.title()).endsWith('Suncrew'));
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(beyond <= 0, `${path} is ${beyond} px wider than a phone`);
  assert.deepEqual(faults, []);
  assert.deepEqual(await seriousFaults(page), []);
}

for (const theme of ['light', 'dark'])
  describe(`in the ${theme} theme`, () => {
    let pages;
    before(async () => { pages = await openAll(theme); });
    after(async () => { for (const { page } of Object.values(pages)) await page.context().close(); });
    for (const [role, path] of places)
      test(`${role} ${path.toString().replace(/^\(\) => /, '')}`, () => checkPage(pages[role], path()));

    test('the steps of the quote', async () => {
      const { page } = pages.visitor;
      await page.goto('/');
      await settled(page);
      await page.getByRole('combobox').fill('Valencia');
      await page.getByRole('option').first().click();
      for (const step of ['What is your roof like?', 'How much power do you use?']) {
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('heading', { level: 2, name: step }).waitFor();
        assert.deepEqual(await seriousFaults(page), []);
      }
      assert.deepEqual(pages.visitor.faults, []);
    });
  });

describe('by keyboard alone', () => {
  test('from the landing page to a price', async () => {
    const { page, faults } = await openPage(shared.chromium.browser);
    await page.goto('/');
    await settled(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#content', 'the first stop skips to the content');
    await tabTo(page, 'combobox', 'City or postcode');
    await page.keyboard.type('Valencia');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, 'application', /Map/);
    const before = await page.locator('.picked').innerText();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForFunction((held) => document.querySelector('.picked').textContent !== held, before);
    await tabTo(page, 'button', 'Continue');
    await page.keyboard.press('Enter');
    await tabTo(page, 'slider', 'Tilt');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.getByRole('textbox', { name: 'Tilt' }).inputValue(), '31');
    await tabTo(page, 'button', 'Continue');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'How much power do you use?' }).waitFor();
    if ((await page.getByLabel('Country').inputValue()) === '') {
      await tabTo(page, 'combobox', 'Country');
      await page.keyboard.type('Spain');
    }
    await tabTo(page, 'button', 'Show my price');
    await page.keyboard.press('Enter');
    await heading(page, /Your roof can make/);
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    assert.deepEqual(faults, []);
  });

  test('a dialog takes the focus, closes on Escape and gives the focus back', async () => {
    const { page } = await openPage(shared.chromium.browser, { storageState: shared.states.customer });
    await page.goto(`/order?id=${shared.order}`);
    await tabTo(page, 'button', 'Cancel the order');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel this order?' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.closest('dialog') !== null), true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Cancel the order');
  });
});

describe('language and theme', () => {
  test('a Spanish browser is greeted in Spanish, and can switch', async () => {
    const { page } = await openPage(shared.chromium.browser, { locale: 'es-ES' });
    await page.goto('/');
    await heading(page, /Tu tejado, con la fuerza del sol/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
    await page.getByRole('button', { name: 'switch to English' }).click();
    await heading(page, /Your roof, powered/);
    await page.reload();
    await heading(page, /Your roof, powered/);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    assert.match(await page.title(), /Solar on your roof/);
  });

  test('Spanish fits on a phone too', async () => {
    const { page } = await openPage(shared.chromium.browser, { locale: 'es-ES', storageState: shared.states.customer });
    for (const path of ['/', `/quote?id=${shared.quote}`, `/design?quote=${shared.quote}`, `/order?id=${shared.order}`, `/order/new?quote=${shared.quote}`]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('button', { name: 'switch to English' }).waitFor(); // the page speaks Spanish once it runs
      await page.getByText('Un momento…').waitFor({ state: 'detached' });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, path);
      assert.doesNotMatch(await page.locator('main').innerText(), /\b(the|your|and)\b/i, path);
    }
  });

  test('the chosen theme stands after a reload', async () => {
    const { page } = await openPage(shared.chromium.browser, { colorScheme: 'light' });
    await page.goto('/');
    await settled(page);
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole('button', { name: 'Use the dark theme' }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    assert.equal(await ground(), dark);
  });
});

describe('what input gets', () => {
  test('numbers beyond the limits stay on the page and are named', async () => {
    const { page } = await openPage(shared.chromium.browser);
    await page.goto('/');
    await settled(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Choose a place from the list').waitFor();
    await page.locator('summary', { hasText: 'Coordinates' }).click();
    await page.getByLabel('Latitude').fill('91');
    await page.getByLabel('Longitude').fill('0');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('from -90 to 90').waitFor();
    assert.equal(await page.getByLabel('Latitude').getAttribute('aria-invalid'), 'true');
  });

  test('markup in a name is text', async () => {
    const { page, faults } = await openPage(shared.chromium.browser);
    await page.goto('/sign-up?next=https://elsewhere.example/');
    await page.getByLabel('Name').fill('<img src=x onerror=alert(1)>');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Please fill this in.').first().waitFor();
    assert.equal(await page.locator('main img').count(), 0);
    assert.deepEqual(faults, []);
  });

  test('the server\'s refusal of a sign-in is shown, and says no more than it must', async () => {
    const { page } = await openPage(shared.chromium.browser);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
  });

  test('a lost connection is said, and the form is kept', async () => {
    const { page } = await openPage(shared.chromium.browser);
    await page.goto('/sign-in');
    await settled(page);
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await page.getByLabel('E-mail').fill('nobody@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('We can\'t reach the server').waitFor();
    assert.equal(await page.getByLabel('E-mail').inputValue(), 'nobody@example.org');
  });
});

describe('the order form', () => {
  const typed = { Telephone: '+34 961 23 45 67', 'Street and number': 'Carrer de la Llum 2', Postcode: '46002', City: 'Valencia' };
  const button = (page) => page.getByRole('button', { name: 'Place the order' });

  /** The server takes the first order, and its answer never arrives. */
  function loseFirstOrder() {
    const send = window.fetch;
    window.suncrewKeys = [];
    window.fetch = async (request, options) => {
      const answer = await send(request, options);
      if (request.method !== 'POST' || !request.url.endsWith('/orders')) return answer;
      window.suncrewKeys.push(request.headers.get('idempotency-key'));
      if (window.suncrewKeys.length === 1) throw new TypeError('the answer was lost');
      return answer;
    };
  }

  async function openForm(atEachPage = () => {}) {
    const opened = await openPage(shared.chromium.browser);
    await opened.page.addInitScript(atEachPage);
    await signIn(opened.page, shared.customer);
    const quote = (await ask(opened.page, '/quotes', someRoof)).body.id;
    await opened.page.goto(`/quote?id=${quote}`);
    await opened.page.getByRole('link', { name: 'Order this' }).click();
    await fill(opened.page);
    return opened;
  }

  async function fill(page) {
    await heading(page, 'Place your order');
    for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).fill(text);
  }

  test('Back after ordering leads to the quote, and a quote is ordered once', async () => {
    const { page, faults } = await openForm();
    await button(page).click();
    await page.waitForURL(/\/order\?id=/);
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    await page.goBack();
    await heading(page, /Your roof can make/);
    await page.getByRole('link', { name: 'Order this' }).click();
    await heading(page, 'Place your order');
    assert.equal(await page.getByLabel('Telephone').inputValue(), '', 'what was sent is not kept');
    await fill(page);
    await button(page).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'You have already ordered this quote.' });
    await refusal.getByRole('link', { name: 'My orders' }).click();
    await heading(page, 'My orders');
    assert.deepEqual(faults, []);
  });

  test('a session that ends meanwhile takes nothing that was typed', async () => {
    const { page, faults } = await openForm();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto('/orders');
    await elsewhere.getByRole('button', { name: 'Sign out' }).click();
    await heading(elsewhere, /Your roof, powered/);
    await elsewhere.close();
    await heading(page, 'Please sign in');
    assert.equal(await page.getByRole('navigation', { name: 'Main' }).count(), 0, 'the header does not look signed in');
    assert.doesNotMatch(await stored(page), /Carrer|961/);
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(shared.customer.email);
    await page.getByLabel('Password', { exact: true }).fill(shared.customer.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(page, 'Place your order');
    for (const [label, text] of Object.entries(typed)) assert.equal(await page.getByLabel(label).inputValue(), text);
    await button(page).click();
    await page.waitForURL(/\/order\?id=/);
    assert.deepEqual(faults, []);
  });

  test('a refusal for want of a session asks for a sign-in', async () => {
    const { page } = await openForm();
    await page.route('**/api/v1/events', (route) => route.abort());
    await page.context().clearCookies();
    await button(page).click();
    await heading(page, 'Please sign in');
    const way = await page.getByRole('main').getByRole('link', { name: 'Sign in' }).getAttribute('href');
    assert.match(decodeURIComponent(way), /^\/sign-in\?next=\/order\/new\?quote=/);
  });

  test('an order whose answer got lost is placed once', async () => {
    const { page } = await openForm(loseFirstOrder);
    await button(page).click();
    await page.getByText('We can\'t reach the server').waitFor();
    await button(page).click();
    await page.waitForURL(/\/order\?id=/);
    const keys = await page.evaluate(() => window.suncrewKeys);
    assert.equal(keys.length, 2);
    assert.ok(keys[0]);
    assert.equal(keys[0], keys[1]);
  });
});

describe('an order page', () => {
  test('a timeline that cannot be read says so', async () => {
    const { page } = await openPage(shared.chromium.browser, { storageState: shared.states.customer });
    await page.route('**/timeline', (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"code":"order_not_found"}' }));
    await page.goto(`/order?id=${shared.order}`);
    const card = page.getByRole('region', { name: 'What happened so far' });
    await card.getByText('We can\'t find this order').waitFor();
    assert.equal(await card.getByText('Nothing yet.').count(), 0);
  });
});

describe('live updates', () => {
  test('a lost stream is shown, and comes back by itself', async () => {
    const { page } = await openPage(shared.chromium.browser, { storageState: shared.states.customer });
    await page.route('**/api/v1/events', (route) => route.abort());
    await page.goto('/orders');
    await page.getByText('Reconnecting…').waitFor();
    await page.unroute('**/api/v1/events');
    await page.getByText('Live', { exact: true }).waitFor();
  });

  test('a session that ends elsewhere ends here too', async () => {
    const { page } = await openPage(shared.chromium.browser);
    await signIn(page, shared.customer);
    await page.getByText('Live', { exact: true }).waitFor();
    const elsewhere = await page.context().newPage();
    await elsewhere.goto('/check-mail');
    assert.equal(await elsewhere.evaluate(async () => (await fetch('/api/v1/sessions/current', { method: 'DELETE' })).status), 204);
    await heading(page, 'Please sign in');
  });
});

describe('what stays behind', () => {
  test('the token of a mailed link leaves the address at once', async () => {
    const { page } = await openPage(shared.chromium.browser);
    await page.goto('/verify#token=abcdefghijklmnop');
    await heading(page, 'Confirm your e-mail');
    await page.waitForFunction(() => location.hash === '');
    assert.doesNotMatch(await stored(page), /abcdefghijklmnop/);
  });

  test('a signed-in browser stores no token, and scripts cannot read the session', async () => {
    const { page } = await openPage(shared.chromium.browser, { storageState: shared.states.customer });
    await page.goto('/orders');
    await heading(page, 'My orders');
    const session = (await page.context().cookies()).find(({ httpOnly }) => httpOnly);
    assert.ok(session, 'the session is a cookie that scripts cannot read');
    assert.ok(!(await stored(page)).includes(session.value));
  });
});
