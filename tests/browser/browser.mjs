// What the browser tests share: a Chromium that trusts the server's own authority and nothing less, pages that
// keep what went wrong in them, and the mails of the outbox.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { one_time_code } from '../../tools/one_time_code.mjs';
import { chromium } from '../../web/node_modules/playwright-core/index.mjs';

function setting(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}

export const url = setting('SUNCREW_URL').replace(/\/$/, '');
const patienceMs = 20_000;

/** A home folder whose certificate store holds the authority, so that TLS is verified as in a person's browser. */
function homeThatTrusts(authority) {
  const home = mkdtempSync(join(tmpdir(), 'suncrew-browser-'));
  const store = join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'suncrew-ca', '-i', authority]);
  return home;
}

export async function openBrowser() {
  const home = url.startsWith('https:') ? homeThatTrusts(setting('SUNCREW_CA')) : mkdtempSync(join(tmpdir(), 'suncrew-browser-'));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    env: { ...process.env, HOME: home },
    chromiumSandbox: process.getuid() !== 0,
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A page of its own session. `faults` gathers what the policy refused, what was thrown and what was logged as an error. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ baseURL: url, locale: 'en-GB', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const faults = [];
  await page.exposeFunction('suncrewRefused', (what) => faults.push(`policy: ${what}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => window.suncrewRefused(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
  });
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    // An answer of 401 or 404 is logged by the browser as an error, and is part of some tests.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) faults.push(`third party: ${request.url()}`);
  });
  return { page, faults };
}

export async function heading(page, text) {
  await page.getByRole('heading', { level: 1, name: text }).waitFor();
}

function decoded(mail) {
  const body = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  return /content-transfer-encoding: base64/i.test(mail)
    ? Buffer.from(mail.slice(mail.search(/\r?\n\r?\n/)), 'base64').toString('utf8')
    : body;
}

/** The link to a page of the newest mail to an address that has one. */
export async function mailedLink(address, page) {
  const outbox = setting('SUNCREW_OUTBOX');
  const linkIn = new RegExp(`https?://\\S+/${page}#token=[\\w.~-]+`);
  for (const end = Date.now() + patienceMs; Date.now() < end; await wait(100)) {
    const files = readdirSync(outbox)
      .filter((name) => /\.(eml|txt)$/.test(name))
      .map((name) => join(outbox, name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const file of files) {
      const mail = readFileSync(file, 'utf8');
      if (!mail.includes(address)) continue;
      const link = linkIn.exec(decoded(mail));
      if (link) return link[0];
    }
  }
  assert.fail(`no mail to ${address} with a link to /${page} in the outbox`);
}

/** The page's own path of a link that was mailed, whatever name the server has there. */
export function pathOf(link) {
  const { pathname, search, hash } = new URL(link);
  return pathname + search + hash;
}

const stepMs = 30_000;

/** The server's own time in milliseconds, which tests may have moved. */
export async function serverTime(page) {
  const { now } = (await ask(page, '/development/clock', { advance_seconds: 0 })).body;
  return Date.parse(now);
}

/** Moves the server's clock ahead, for every session. */
export async function advance(page, seconds) {
  assert.equal((await ask(page, '/development/clock', { advance_seconds: seconds })).status, 200);
}

/** The code of a step, as an authenticator app computes it. */
export const codeAt = (secret, step) => one_time_code(secret, step * stepMs);

/**
 * A code that this account has not used yet: each is good once, and one step ahead is the farthest that is taken.
 * The steps used are kept beside the server, for all test files.
 */
export async function nextCode(page, secret) {
  const kept = join(setting('SUNCREW_DIR'), 'used_steps.json');
  const used = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const id = createHash('sha256').update(secret).digest('hex');
  const now = async () => Math.floor((await serverTime(page)) / stepMs);
  const step = Math.max(await now(), (used[id] ?? 0) + 1);
  if (step > (await now()) + 1) await advance(page, (step - 1 - (await now())) * (stepMs / 1000));
  writeFileSync(kept, JSON.stringify({ ...used, [id]: step }));
  return codeAt(secret, step);
}

/** Signs in through the page, with the code where the account has them. */
export async function signIn(page, { email, password, totp }) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  if (totp) {
    await heading(page, 'One more step');
    await page.getByLabel('Code of six digits').fill(await nextCode(page, totp));
    await page.getByRole('button', { name: 'Continue' }).click();
  }
  await page.waitForURL((at) => at.pathname !== '/sign-in');
}

/** The people of the demo: one crew, all crews, the staff. */
export function signIns() {
  return JSON.parse(readFileSync(setting('SUNCREW_SIGN_INS'), 'utf8'));
}

export function staffSignIn(role) {
  const found = signIns().staff.find((one) => one.role === role);
  assert.ok(found, `the demo has nobody with the role ${role}`);
  return found;
}

/** The sign-in of the crew of the demo that was offered an order. */
export async function crewOffered(browser, order) {
  const { crew, crews } = signIns();
  const { page } = await openPage(browser);
  for (const one of [crew, ...crews.filter(({ email }) => email !== crew.email)]) {
    await signIn(page, one);
    const { items } = (await ask(page, '/offers')).body;
    if (!items.some((offer) => offer.order === order)) continue;
    await page.context().close();
    return one;
  }
  assert.fail('no crew was offered the order');
}

export function newCustomer() {
  return { name: 'Casa Luz', email: `customer-${crypto.randomUUID()}@example.org`, password: `roof and sun ${crypto.randomUUID()}` };
}

/** Signs up, follows the mailed link and signs in, all through the pages. */
export async function becomeCustomer(page, customer, from = '/sign-up') {
  await page.goto(from);
  await page.getByLabel('Name').fill(customer.name);
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await heading(page, 'Check your e-mail');
  await page.goto(pathOf(await mailedLink(customer.email, 'verify')));
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await page.waitForURL((at) => at.pathname !== '/verify');
}

/** Asks the API from within a page, with its session. */
export function ask(page, path, body) {
  return page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(`/api/v1${path}`, body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {});
      return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
    },
    [path, body],
  );
}

/** Every string a script could read back later. */
export function stored(page) {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
}
