// Work by permission in the browser: the course, a request, its approval by another group, its end; each page looked at by
// axe, and the two that matter most used without a mouse.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { advance, ask, becomeCustomer, heading, newCustomer, openBrowser, openPage, signIn, staffSignIn } from './browser.mjs';
import { seriousFaults, settled, tabTo } from './pages.mjs';
import { scratch } from '../http/parts/client.mjs';
import { right_answers } from '../http/parts/course.mjs';
import { new_engineer, staff_client } from '../http/parts/grant_walk.mjs';

const shared = {};
const wide = { viewport: { width: 1280, height: 900 } };
/** Tells this run's requests from those of another on the same server. */
const run = crypto.randomUUID().slice(0, 8);
const purpose = `Ticket ${run}-1: letters bounce, compare the address.`;

before(async () => {
  shared.chromium = await openBrowser();
  const customer = await openPage(shared.chromium.browser);
  await becomeCustomer(customer.page, newCustomer());
  shared.customer = (await ask(customer.page, '/account')).body.id;
  shared.customerPage = customer;
});
after(() => shared.chromium?.close());

const open = (options) => openPage(shared.chromium.browser, options);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const rowOf = (page, text) => page.getByRole('listitem').filter({ hasText: text });

/** A page of somebody of the staff, signed in a moment ago. */
async function staffPage(role, options = wide) {
  const opened = await open(options);
  await signIn(opened.page, staffSignIn(role));
  return opened;
}

async function goTo(page, path, title) {
  await page.goto(path);
  await heading(page, title);
  await settled(page);
}

async function askFor(page, text) {
  await page.getByLabel('Number of the account').fill(shared.customer);
  await page.getByLabel('Purpose').fill(text);
  await press(page, 'Ask');
  await page.getByText('Asked. Whoever may decide has got a letter.').waitFor();
}

describe('the course', () => {
  test('is needed first, explains what is wrong, and is passed by the keyboard alone', async () => {
    const server = scratch();
    const engineer = await new_engineer(server);
    const { page, faults } = await open();
    await page.goto('/');
    await advance(page, 31);
    await signIn(page, engineer.signs_in_with);
    engineer.close();

    await goTo(page, '/grants', 'My grants');
    await page.getByText('Without a current awareness course you can neither ask nor decide.').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await askForRefused(page);
    await page.getByRole('link', { name: 'Take the course' }).click();
    await heading(page, 'Awareness course');
    await settled(page);
    assert.deepEqual(await seriousFaults(page), []);

    await press(page, 'Send the answers');
    await page.getByText('Please choose', { exact: false }).first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'question-0', 'the first that is missing has the focus');
    for (const [at, right] of right_answers.entries()) await answerByKeys(page, at, at === 3 ? 0 : right);
    await press(page, 'Send the answers');
    await page.getByText('One answer is not right').waitFor();
    await page.getByText('Nobody at Suncrew ever asks for a code.').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'question-3');
    assert.deepEqual(await seriousFaults(page), []);
    await answerByKeys(page, 3, right_answers[3]);
    await tabTo(page, 'button', 'Send the answers');
    await page.keyboard.press('Enter');
    await page.getByText('All right. Your course is valid until').waitFor();
    await goTo(page, '/grants', 'My grants');
    await page.getByText('Your awareness course is valid until').waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  async function askForRefused(page) {
    await page.getByLabel('Number of the account').fill(shared.customer);
    await page.getByLabel('Purpose').fill(purpose);
    await press(page, 'Ask');
    await page.getByText('Your awareness course is missing or out of date.').waitFor();
  }

  /** Chooses an answer of a group as a keyboard does. */
  async function answerByKeys(page, at, answer) {
    const radio = page.locator(`#question-${at}-${answer}`);
    await radio.focus();
    await page.keyboard.press('Space');
    assert.ok(await radio.isChecked());
  }
});

describe('a grant', () => {
  let engineer, officer;
  before(async () => {
    engineer = await staffPage('engineer');
    officer = await staffPage('security');
  });
  after(() => Promise.all([engineer, officer].map(({ page }) => page.context().close())));

  test('is asked for, and what is missing gets the focus', async () => {
    const { page, faults } = engineer;
    await goTo(page, '/grants', 'My grants');
    await press(page, 'Ask');
    assert.equal(await page.getByLabel('Number of the account').evaluate((element) => element === document.activeElement), true);
    assert.deepEqual(await seriousFaults(page), []);
    await askFor(page, purpose);
    const row = rowOf(page, purpose).first();
    await row.getByText('waits', { exact: true }).waitFor();
    assert.match(await row.innerText(), /Waits for\s+Security officer/);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('is shown to who decides with who, what, why and how long, and approved by the keyboard', async () => {
    const { page, faults } = officer;
    await goTo(page, '/approvals', 'Approvals');
    const row = rowOf(page, purpose).first();
    const said = await row.innerText();
    for (const part of ['Staff engineer, Engineer', shared.customer, purpose, '30 minutes']) assert.ok(said.includes(part), part);
    assert.deepEqual(await seriousFaults(page), []);
    await tabTo(page, 'button', 'Approve Staff engineer');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true });
    for (let presses = 0; presses < 10 && !(await confirm.evaluate((element) => element === document.activeElement)); ++presses) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Approved.', { exact: true }).waitFor();
    await page.getByText('Nothing waits for you').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('is valid, and revoked at once by an officer', async () => {
    const { page, faults } = officer;
    await goTo(page, '/grants/live', 'Valid grants');
    await rowOf(page, purpose).first().getByText('valid', { exact: true }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await rowOf(page, purpose).first().getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('Revoked.', { exact: true }).waitFor();
    await page.getByText('No grant is valid').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await goTo(engineer.page, '/grants', 'My grants');
    await rowOf(engineer.page, purpose).first().getByText('ended', { exact: true }).waitFor();
    await rowOf(engineer.page, purpose).first().getByText('a security officer').waitFor();
    assert.deepEqual([...faults, ...engineer.faults], []);
  });

  test('is refused with a reason, and another is withdrawn', async () => {
    await goTo(engineer.page, '/grants', 'My grants');
    await askFor(engineer.page, `Ticket ${run}-2: a second question.`);
    const { page } = officer;
    await goTo(page, '/approvals', 'Approvals');
    await rowOf(page, `${run}-2`).getByRole('button', { name: 'Refuse' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse', exact: true }).click();
    await page.getByRole('dialog').locator('.fault').waitFor();
    await page.getByLabel('Reason').fill('Ask for the order instead.');
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Refuse', exact: true }).click();
    await page.getByText('Refused.', { exact: true }).waitFor();

    await goTo(engineer.page, '/grants', 'My grants');
    await rowOf(engineer.page, `${run}-2`).getByText('Ask for the order instead.').waitFor();
    await askFor(engineer.page, `Ticket ${run}-3: a third question.`);
    await rowOf(engineer.page, `${run}-3`).getByRole('button', { name: 'Withdraw' }).click();
    await engineer.page.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await engineer.page.getByText('Withdrawn.', { exact: true }).waitFor();
    await rowOf(engineer.page, `${run}-3`).getByText('withdrawn', { exact: true }).waitFor();
  });

  test('for everything takes both other groups', async () => {
    const { page } = engineer;
    await goTo(page, '/grants', 'My grants');
    await page.getByLabel('What you want to open').selectOption('system');
    await page.getByText('Two approvals of two different groups are needed.').waitFor();
    assert.equal(await page.getByLabel('For how long').getByRole('option').count(), 3, 'at most an hour');
    await page.getByLabel('Purpose').fill(`Ticket ${run}-4: the database does not answer.`);
    await press(page, 'Ask');
    await page.getByText('Asked. Whoever may decide has got a letter.').waitFor();
    const support = await staffPage('support', {});
    for (const { page: approver } of [support, officer]) {
      await goTo(approver, '/approvals', 'Approvals');
      await rowOf(approver, `${run}-4`).getByRole('button', { name: 'Approve' }).click();
      await approver.getByText('This opens everything.').waitFor();
      await approver.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click();
      await approver.getByText('Approved.', { exact: true }).waitFor();
    }
    assert.deepEqual(await seriousFaults(support.page), []);
    await goTo(page, '/grants', 'My grants');
    const row = rowOf(page, `${run}-4`);
    await row.getByText('valid', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Give back', exact: true }).click();
    await page.getByText('Given back.', { exact: true }).waitFor();
    assert.deepEqual(support.faults, []);
    await support.page.context().close();
  });

  test('stands in the record of whose data it is, by role, with a proof', async () => {
    const { page, faults } = shared.customerPage;
    await page.goto('/record');
    await heading(page, 'What happened to your account');
    await settled(page);
    const entry = page.locator('.entries > li').filter({ hasText: 'A grant to open data was approved' });
    await entry.getByText('Checked: stands in the signed log').waitFor();
    await entry.getByText('by a security officer of Suncrew').waitFor();
    const said = await page.locator('main').innerText();
    for (const private_ of ['Staff engineer', 'Staff security', run, 'engineer@example.org']) assert.ok(!said.includes(private_), private_);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });
});

describe('the pages', () => {
  test('speak Spanish, on a telephone', async () => {
    const { page, faults } = await staffPage('security', {});
    await press(page, 'ES: cambiar a español');
    for (const [path, title, empty] of [
      ['/grants', 'Mis permisos'], ['/approvals', 'Aprobaciones', 'Nada espera tu decisión'], ['/grants/live', 'Permisos vigentes', 'No hay permisos vigentes'], ['/training', 'Curso de seguridad'],
    ]) {
      await goTo(page, path, title);
      if (empty) await page.getByText(empty).waitFor();
      assert.deepEqual(await seriousFaults(page), [], path);
      const across = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(across <= 0, `${path} is ${across} pixels too wide`);
    }
    await page.getByText('Cartas que quieren pescarte').waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('are not for customers, sales see the course alone', async () => {
    const sales = await staffPage('sales');
    await goTo(sales.page, '/training', 'Awareness course');
    await sales.page.goto('/grants');
    await heading(sales.page, 'This page is for another role');
    assert.equal((await ask(sales.page, '/grants')).status, 403);
    await sales.page.context().close();
  });
});
