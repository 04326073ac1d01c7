// What the specs ask of any page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const axe = readFileSync(new URL('../../web/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Waits until a page has its heading and nothing of it is on its way. */
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main .sunrise:not(.still)'));
  // The map is drawn in the browser only: with it the landing page has woken up.
  if (new URL(page.url()).pathname === '/') await page.locator('.map-picture').waitFor();
}

/** The serious faults that axe finds in a page as it stands. */
export async function seriousFaults(page) {
  const { violations } = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** Presses the Tab key until something has the focus. */
export async function tabTo(page, role, name) {
  for (let presses = 0; presses < 60; ++presses) {
    const target = page.getByRole(role, { name });
    if ((await target.count()) && (await target.first().evaluate((element) => element === document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key does not reach ${role} ${name}`);
}
