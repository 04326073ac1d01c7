// Makes the pictures of the README from a running scratch server: tools/pictures.sh.
import { mkdirSync, readFileSync } from 'node:fs';
import { openBrowser, openPage, signIn } from '../tests/browser/browser.mjs';

const roof = {
  latitude: 37.3886,
  longitude: -5.9823,
  roof_planes: [
    { area_m2: 28, tilt_deg: 22, azimuth_deg: 190, shading: 0.05 },
    { area_m2: 18, tilt_deg: 22, azimuth_deg: 100, shading: 0.05 },
  ],
  yearly_use_kwh: 5200,
};
const options = { viewport: { width: 1100, height: 1120 }, colorScheme: 'light' };
mkdirSync('docs/pictures', { recursive: true });

const { browser, close } = await openBrowser();
const { page } = await openPage(browser, options);
await page.goto('/');
const quote = await page.evaluate(async (body) => {
  const answer = await fetch('/api/v1/quotes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return answer.json();
}, roof);
await page.goto(`/quote?id=${quote.id}`);
await page.getByRole('heading', { level: 1 }).waitFor();
await page.locator('.chart-bar').last().waitFor();
await page.screenshot({ path: 'docs/pictures/quote.png' });

const { customer } = JSON.parse(readFileSync(process.env.SUNCREW_SIGN_INS, 'utf8'));
await signIn(page, customer);
const order = await page.evaluate(async () => {
  const { items } = await (await fetch('/api/v1/orders?limit=100')).json();
  return (items.find((each) => each.state === 'scheduled') ?? items[0]).id;
});
await page.goto(`/order?id=${order}`);
await page.getByRole('heading', { level: 1 }).waitFor();
await page.locator('.timeline').waitFor();
await page.getByText('Live', { exact: true }).waitFor();
await page.screenshot({ path: 'docs/pictures/order.png' });

const { crew } = JSON.parse(readFileSync(process.env.SUNCREW_SIGN_INS, 'utf8'));
const { page: day } = await openPage(browser, { ...options, viewport: { width: 1100, height: 1240 } });
await signIn(day, crew);
await day.goto('/crew/day');
await day.locator('.stop-list').waitFor();
await day.locator('.map-land path').first().waitFor();
await day.getByText('Live', { exact: true }).waitFor();
await day.screenshot({ path: 'docs/pictures/day.png' });
await close();
