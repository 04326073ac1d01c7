// What the browser tests share: a Chromium that trusts the server's own authority and nothing less, pages that
// keep what went wrong in them, and the mails of the outbox.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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

const linkIn = /https?:\/\/\S+\/verify\?token=[\w.~-]+/;

function decoded(mail) {
  const body = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  return /content-transfer-encoding: base64/i.test(mail)
    ? Buffer.from(mail.slice(mail.search(/\r?\n\r?\n/)), 'base64').toString('utf8')
    : body;
}

/** The link of the newest verification mail to an address. */
export async function verificationLink(address) {
  const outbox = setting('SUNCREW_OUTBOX');
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
  assert.fail(`no verification mail to ${address} in the outbox`);
}

/** The page's own path of a link that was mailed, whatever name the server has there. */
export function pathOf(link) {
  const { pathname, search } = new URL(link);
  return pathname + search;
}

export async function signIn(page, email, password) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => at.pathname !== '/sign-in');
}

export function crewSignIn() {
  return { email: setting('SUNCREW_CREW_EMAIL'), password: setting('SUNCREW_CREW_PASSWORD') };
}

/** The sign-in of the crew that was offered an order: the one of the settings, or any other of the demo. */
export async function crewOffered(browser, order) {
  const others = process.env.SUNCREW_SIGN_INS ? JSON.parse(readFileSync(process.env.SUNCREW_SIGN_INS, 'utf8')).crews : [];
  for (const crew of [crewSignIn(), ...(others ?? [])]) {
    const { page } = await openPage(browser);
    await page.goto('/check-mail');
    assert.equal((await ask(page, '/sessions', crew)).status, 201);
    const { items } = (await ask(page, '/offers')).body;
    await page.context().close();
    if (items.some((offer) => offer.order === order)) return crew;
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
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await heading(page, 'Check your e-mail');
  await page.goto(pathOf(await verificationLink(customer.email)));
  await page.getByRole('button', { name: 'Confirm my address' }).click();
  await heading(page, 'Your address is confirmed');
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(customer.email);
  await page.getByLabel('Password').fill(customer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => at.pathname !== '/sign-in');
}

/** Asks the API from within a page, with its session. */
export function ask(page, path, body) {
  return page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(`/api/v1${path}`, body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {});
      return { status: answer.status, body: await answer.json() };
    },
    [path, body],
  );
}

/** Every string a script could read back later. */
export function stored(page) {
  return page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));
}
