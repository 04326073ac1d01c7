// The page on which a system follows its reader's hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, heading, openBrowser, openPage } from './browser.mjs';
import { seriousFaults, settled, tabTo } from './pages.mjs';

const someRoof = {
  latitude: 39.47, longitude: -0.376, country: 'ES', yearly_use_kwh: 3500,
  roof_planes: [
    { area_m2: 40, tilt_deg: 28, azimuth_deg: 170, shading: 0.05 },
    { area_m2: 25, tilt_deg: 28, azimuth_deg: 260, shading: 0 },
  ],
};
const shared = {};

before(async () => {
  shared.chromium = await openBrowser();
  shared.home = await openPage(shared.chromium.browser);
  await shared.home.page.goto('/');
  shared.quote = (await ask(shared.home.page, '/quotes', someRoof)).body.id;
});
after(() => shared.chromium?.close());

const drawn = (page) => page.locator('.roof-module').count();
async function picture(page, name) {
  if (process.env.SUNCREW_PICTURES) await page.screenshot({ path: `${process.env.SUNCREW_PICTURES}/${name}.png`, fullPage: true });
}

/** The picture follows one more panel: milliseconds from the slider's event until the picture has it, each time. */
function timesOfMoves(steps) {
  const slider = document.querySelector('.design-controls input[type=range]');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  return (async () => {
    const times = [];
    for (let step = 0; step < steps; ++step) {
      const count = Number(slider.value) + (step % 2 === 0 ? 1 : -1);
      const begun = performance.now();
      set.call(slider, String(count));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      for (let frames = 0; frames < 600 && document.querySelectorAll('.roof-module').length !== count; ++frames) await frame();
      if (document.querySelectorAll('.roof-module').length !== count) throw new Error(`${count} panels were never drawn`);
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    return times.sort((a, b) => a - b);
  })();
}

test('a quote leads to its design, with all pictures', async () => {
  const { page, faults } = shared.home;
  await page.goto(`/quote?id=${shared.quote}`);
  await page.getByRole('link', { name: 'Design your system' }).click();
  await heading(page, 'Design your system');
  await page.locator('.roof-module').first().waitFor();
  for (const name of ['Your roof', 'Your power, month by month', 'A day in each month', 'Used at home, bought and sold', 'From light to power', 'Your money over 25 years', 'What it costs'])
    await page.getByRole('region', { name, exact: true }).waitFor();
  assert.equal(await drawn(page), Number(await page.getByRole('slider', { name: 'Panels' }).inputValue()));
  assert.equal(await page.locator('.roof-plane').count(), 2);
  assert.equal(await page.locator('.chart-bar').count(), 12);
  assert.equal(await page.locator('.cash-year').count(), 25);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await picture(page, 'design_phone_light');
});

test('by keyboard, the roof and the words follow the slider', async () => {
  const { page, faults } = shared.home;
  const before = await drawn(page);
  await page.locator('h1').focus();
  await tabTo(page, 'slider', 'Panels');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((count) => document.querySelectorAll('.roof-module').length === count, before + 1);
  assert.equal(await page.getByRole('slider', { name: 'Panels' }).getAttribute('aria-valuetext'), `${before + 1} panels`);
  await page.getByRole('status').filter({ hasText: `${before + 1} panels` }).waitFor({ state: 'attached' });
  await tabTo(page, 'slider', 'Battery');
  await page.keyboard.press('ArrowRight');
  await page.getByText(/lost in the battery/).waitFor();
  assert.equal(await page.getByRole('slider', { name: 'Battery' }).getAttribute('aria-valuetext'), '5 kWh');
  const own = () => page.getByText(/from your roof/).innerText();
  const stored = await own();
  await page.getByRole('radio', { name: 'By the hour' }).check({ force: true });
  await page.getByRole('slider', { name: 'Battery' }).press('ArrowLeft');
  await page.getByText(/lost in the battery/).waitFor({ state: 'detached' });
  assert.notEqual(await own(), stored);
  assert.deepEqual(faults, []);
});

test('a month can be chosen, and each picture is a table too', async () => {
  const { page } = shared.home;
  const curve = () => page.locator('.day-made').getAttribute('d');
  const june = await curve();
  await page.getByRole('slider', { name: 'Month' }).press('Home');
  await page.getByRole('img', { name: /mean day in January/ }).waitFor();
  assert.notEqual(await curve(), june);
  for (const summary of await page.getByText('Show as a table').all()) await summary.click();
  assert.equal(await page.getByRole('table', { name: 'Mean power in kilowatts by the hour' }).getByRole('row').count(), 25);
  assert.equal(await page.getByRole('table', { name: 'Money by year' }).getByRole('row').count(), 26);
  assert.ok((await page.getByRole('table', { name: 'Energy of a year by step' }).getByRole('row').count()) > 8);
  assert.deepEqual(await seriousFaults(page), []);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0);
});

test('what cannot be is said, and the last picture stays', async () => {
  const { page } = shared.home;
  const before = await drawn(page);
  const sent = [];
  page.on('request', (request) => request.url().endsWith('/designs') && sent.push(request.url()));
  await page.getByRole('textbox', { name: 'Panels' }).fill('999');
  await page.locator('.design-controls .fault').waitFor();
  assert.deepEqual(sent, [], 'what is faulty is not sent');
  assert.equal(await drawn(page), before);
  await page.getByRole('textbox', { name: 'Panels' }).fill(String(before));
  await page.route('**/api/v1/designs', (route) => route.abort());
  await page.getByRole('slider', { name: 'Panels' }).press('ArrowLeft');
  await page.getByText('We can\'t reach the server').waitFor();
  assert.equal(await drawn(page), before);
  await page.unroute('**/api/v1/designs');
  await page.getByRole('slider', { name: 'Panels' }).press('ArrowRight');
  await page.getByText('We can\'t reach the server').waitFor({ state: 'detached' });
});

test('a number of panels that cannot be wired is said at its slider, and the best one is a press away', async () => {
  const { page, faults } = await openPage(shared.chromium.browser);
  await page.goto(`/design?quote=${shared.quote}`);
  await page.locator('.roof-module').first().waitFor();
  const best = await drawn(page);
  const { choices } = (await ask(page, '/designs', someRoof)).body;
  let unwired;
  for (let modules = choices.modules_min; modules <= choices.modules_max && !unwired; ++modules)
    if ((await ask(page, '/designs', { ...someRoof, modules })).status === 422) unwired = modules;
  assert.ok(unwired, 'some number cannot be wired');
  const panels = page.getByRole('textbox', { name: 'Panels' });
  await panels.fill(String(unwired));
  await page.locator('.design-controls .fault').filter({ hasText: 'can\'t be' }).waitFor();
  assert.equal(await panels.getAttribute('aria-invalid'), 'true');
  assert.equal(await drawn(page), best);
  await page.getByRole('button', { name: 'Choose what pays best' }).click();
  await page.locator('.design-controls .fault').waitFor({ state: 'detached' });
  assert.equal(await panels.inputValue(), String(best));
  assert.deepEqual(faults, []);
  await page.context().close();
});

test('one question at a time, and the newest wins', async () => {
  const { page } = await openPage(shared.chromium.browser);
  let open = 0, most = 0, asked = 0;
  await page.route('**/api/v1/designs', async (route) => {
    most = Math.max(most, ++open);
    ++asked;
    await new Promise((resolve) => setTimeout(resolve, 150));
    --open;
    await route.continue();
  });
  await page.goto(`/design?quote=${shared.quote}`);
  const slider = page.getByRole('slider', { name: 'Electricity used in a year' });
  await slider.waitFor();
  const before = asked;
  await slider.focus();
  for (let press = 0; press < 12; ++press) await page.keyboard.press('ArrowRight');
  const wanted = Number(await slider.inputValue());
  await page.waitForFunction((kwh) => [...document.querySelectorAll('.balance li')].slice(-2)
    .reduce((sum, { textContent }) => sum + Number(textContent.replace(/,/g, '').match(/\d+/)[0]), 0) >= kwh - 1, wanted);
  assert.equal(most, 1);
  assert.ok(asked - before < 12, `${asked - before} questions for 12 steps`);
  await page.context().close();
});

test('the answers of the form do as well as a quote, and without either it says so', async () => {
  const { page, faults } = await openPage(shared.chromium.browser, { colorScheme: 'dark' });
  await page.goto('/design');
  await page.getByRole('link', { name: 'Describe your roof' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.evaluate(() => sessionStorage.setItem('suncrew.quote_form', JSON.stringify({
    latitude: '40.4', longitude: '-3.7', placeName: '', country: 'ES', consumption: 'bill', use: '', bill: '80',
    planes: [{ area: '35', tilt: '30', azimuth: '180', shading: '0' }],
  })));
  await page.goto('/design');
  await page.locator('.roof-module').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await picture(page, 'design_phone_dark');
  await page.context().close();
});

test('in Spanish, on a wide screen', async () => {
  const { page, faults } = await openPage(shared.chromium.browser, { locale: 'es-ES', viewport: { width: 1280, height: 900 } });
  await page.goto(`/design?quote=${shared.quote}`);
  await heading(page, 'Diseña tu instalación');
  await page.locator('.roof-module').first().waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /\b(the|your|and)\b/i);
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(faults, []);
  await picture(page, 'design_wide_spanish');
  await page.context().close();
});

test('from the hand to the picture, measured', async () => {
  const { page } = await openPage(shared.chromium.browser);
  await page.goto(`/design?quote=${shared.quote}`);
  await settled(page);
  const times = await page.evaluate(timesOfMoves, 20);
  assert.equal(times.length, 20);
  console.log(`shown after ${times[10].toFixed(0)} ms in the middle, ${times[18].toFixed(0)} ms in 19 of 20`);
  await page.context().close();
});
