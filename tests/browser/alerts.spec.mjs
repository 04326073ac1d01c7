// The page of alerts, as security officers see it: with the keyboard, in both languages and themes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, heading, openBrowser, openPage, signIn, staffSignIn } from './browser.mjs';
import { seriousFaults, settled, tabTo } from './pages.mjs';

describe('security alerts', () => {
  let chromium, officer, invited;
  const row = () => officer.page.getByRole('listitem').filter({ hasText: `…${invited.slice(-8)}` });
  const open = () => officer.page.getByRole('region', { name: 'To look at' });
  const done = () => officer.page.getByRole('region', { name: 'Done with' });
  const closeButtons = () => open().getByRole('button', { name: 'Close: A new security officer' });

  before(async () => {
    chromium = await openBrowser();
    officer = await openPage(chromium.browser, { viewport: { width: 1280, height: 900 } });
    await signIn(officer.page, staffSignIn('security'));
    // An officer who was invited and never came: an alert that can be closed.
    const email = `officer-${crypto.randomUUID()}@example.org`;
    const answer = await ask(officer.page, '/staff/invitations', { email, name: 'Officer Alba', role: 'security', language: 'en' });
    assert.equal(answer.status, 202);
    invited = answer.body.id;
    const end = Date.now() + 60_000;
    while (!(await ask(officer.page, '/alerts?state=open')).body.items.some((alert) => alert.account === invited)) {
      assert.ok(Date.now() < end, 'no alert within a minute');
      await officer.page.waitForTimeout(500);
    }
  });
  after(() => chromium?.close());

  test('officers reach it from the navigation, and it says what, how grave, and about whom', async () => {
    const { page } = officer;
    await page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).click();
    await heading(page, 'Security alerts');
    await settled(page);
    assert.match(await row().innerText(), /High/, 'a word, not a colour alone');
    assert.match(await row().innerText(), /Check that this was meant/);
    assert.ok(!(await page.locator('main').innerText()).includes('@'), 'no e-mail');
    await row().getByRole('link', { name: /^Account …/ }).click();
    await heading(page, 'Security events');
    await page.goBack();
    await heading(page, 'Security alerts');
  });

  test('with the keyboard alone it is acknowledged, and closed with a reason', async () => {
    const { page } = officer;
    await settled(page);
    const before = await closeButtons().count();
    await tabTo(page, 'button', 'I\'ll look into it: A new security officer');
    await page.keyboard.press('Enter');
    await row().getByText('Somebody looks into it').waitFor();
    await page.getByRole('status').getByText('The others see that you look into it.').waitFor();
    await tabTo(page, 'button', 'Close: A new security officer');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Close this alert?' });
    await dialog.getByLabel('Reason').selectOption('Expected work');
    assert.deepEqual(await seriousFaults(page), []);
    await tabTo(page, 'button', /^Close$/);
    await page.keyboard.press('Enter');
    await done().getByText(/Closed by ….*Expected work/).first().waitFor();
    await page.getByRole('status').getByText('The alert is closed.').waitFor();
    assert.equal(await closeButtons().count(), before - 1);
  });

  test('the events say that it was raised, acknowledged and closed', async () => {
    const { page } = officer;
    await page.goto('/staff/events');
    await settled(page);
    for (const what of ['A security alert was raised', 'A security alert was acknowledged', 'A security alert was closed'])
      await page.getByRole('rowheader', { name: what }).first().waitFor();
  });

  test('nobody else sees it', async () => {
    const { page } = await openPage(chromium.browser);
    await signIn(page, staffSignIn('support'));
    assert.equal((await ask(page, '/alerts')).status, 403);
    await page.goto('/staff/alerts');
    await settled(page);
    assert.equal(await page.getByRole('region', { name: 'To look at' }).count(), 0);
    await page.context().close();
  });

  for (const [colorScheme, locale] of [['light', 'en-GB'], ['dark', 'es-ES']])
    for (const width of [390, 1280])
      test(`it is accessible and fits: ${colorScheme}, ${locale}, ${width} wide`, async () => {
        const storageState = await officer.page.context().storageState();
        const { page, faults } = await openPage(chromium.browser, { colorScheme, locale, viewport: { width, height: 844 }, storageState });
        await page.goto('/staff/alerts');
        await settled(page);
        assert.deepEqual(await seriousFaults(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing runs out of the page');
        if (process.env.SUNCREW_PICTURES) await page.screenshot({ path: `${process.env.SUNCREW_PICTURES}/alerts-${locale}-${width}.png`, fullPage: true });
        assert.deepEqual(faults, []);
        await page.context().close();
      });

  test('nothing that the policy refuses', () => assert.deepEqual(officer.faults, []));
});
