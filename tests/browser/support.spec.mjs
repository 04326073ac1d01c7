// Help for a customer in the browser: a case, what it opens, the changes that are asked for and who decides them; and a
// customer's own data, taken along and erased. Each page looked at by axe, and the two dialogs that matter most used
// without a mouse.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { advance, ask, becomeCustomer, heading, newCustomer, openBrowser, openPage, signIn, staffSignIn } from './browser.mjs';
import { seriousFaults, settled, tabTo } from './pages.mjs';

const wide = { viewport: { width: 1280, height: 900 } };
/** Tells this run's tickets from those of another on the same server. */
const run = crypto.randomUUID().slice(0, 8);
const someRoof = {
  latitude: 39.47, longitude: -0.376, country: 'ES', yearly_use_kwh: 3500,
  roof_planes: [{ area_m2: 40, tilt_deg: 28, azimuth_deg: 170, shading: 0.05 }],
};
/** Of Valencia's area, and another one in each run: a telephone number finds who gave it. */
const phone = `+3496${String(parseInt(run, 16) % 10_000_000).padStart(7, '0')}`;
const house = { street: 'Carrer de la Llum 1', postcode: '46001', city: 'Valencia', country: 'ES' };
const shared = { person: newCustomer() };

const open = (options) => openPage(shared.chromium.browser, options);
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const rowOf = (page, text) => page.getByRole('listitem').filter({ hasText: text });
const dialog = (page) => page.getByRole('dialog');
const confirm = (page, name) => dialog(page).getByRole('button', { name, exact: true }).click();
const focused = (locator) => locator.evaluate((element) => element === document.activeElement);
const main = (page) => page.locator('main').innerText();

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

/** Goes to the case with the customer of this run, which is looked for by what they tell. */
async function openCase(page, ticket, { by = 'their e-mail', contact = shared.person.email } = {}) {
  await goTo(page, '/support', 'Support');
  await page.getByRole('radio', { name: by }).check();
  await page.getByRole('textbox', { name: by === 'their e-mail' ? 'E-mail' : 'Telephone' }).fill(contact);
  await page.getByLabel('Ticket').fill(ticket);
  await page.getByLabel('What they ask for').fill('They ask when the crew comes.');
  await press(page, 'Find and open a case');
}

/** Opens the order of the case and the dialog about it. */
async function openDialog(page) {
  await page.getByRole('button', { name: /^Open the order/ }).click();
  await press(page, 'Ask to change this order');
  await dialog(page).waitFor();
}

async function askFor(page, changes, why) {
  for (const [label, text] of Object.entries(changes)) await dialog(page).getByLabel(label).fill(text);
  await dialog(page).getByLabel('Why').fill(why);
  await confirm(page, 'Ask for the change');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByText('Asked. The customer and the security officers have got a letter.').first().waitFor();
}

const order = async () => (await ask(shared.customer.page, `/orders/${shared.order}`)).body;

before(async () => {
  shared.chromium = await openBrowser();
  shared.customer = await open();
  const { page } = shared.customer;
  await becomeCustomer(page, shared.person);
  const { id: quote } = (await ask(page, '/quotes', someRoof)).body;
  const placed = await ask(page, '/orders', { quote, wished_dates: [], contact: { name: shared.person.name, phone }, address: house, note: 'The dog is friendly.' });
  assert.equal(placed.status, 201);
  shared.order = placed.body.id;
  shared.support = await staffPage('support');
});
after(() => shared.chromium?.close());

describe('a case', () => {
  test('is not opened for who is not there, and what is missing gets the focus', async () => {
    const { page, faults } = shared.support;
    await goTo(page, '/support', 'Support');
    assert.deepEqual(await seriousFaults(page), []);
    await press(page, 'Find and open a case');
    assert.ok(await focused(page.getByRole('textbox', { name: 'E-mail' })));
    await openCase(page, `${run}-0`, { contact: `x${shared.person.email}` });
    await page.getByText('No customer has an account with this address.').waitFor();
    await openCase(page, `${run}-0`, { by: 'their telephone', contact: '12' });
    assert.ok(await focused(page.getByRole('textbox', { name: 'Telephone' })));
    await openCase(page, `${run}-0`, { by: 'their telephone', contact: '+34 961 00 00 00' });
    await page.getByText('No order has this telephone number.').waitFor();
    assert.equal((await ask(page, '/cases')).body.items.filter(({ ticket }) => ticket === `${run}-0`).length, 0);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('is opened by the telephone number, shows who and which orders, and of an order nothing before it is opened', async () => {
    const { page, faults } = shared.support;
    await openCase(page, `${run}-1`, { by: 'their telephone', contact: phone.replace(/(...)(..)/, '$1 $2 ') });
    await heading(page, 'Case');
    await settled(page);
    const said = await main(page);
    for (const part of [shared.person.name, shared.person.email, `${run}-1`, 'They ask when the crew comes.', 'in Valencia', 'minutes left']) assert.ok(said.includes(part), part);
    for (const closed of [house.street, phone, 'The dog']) assert.ok(!said.includes(closed), closed);
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: /^Open the order/ }).click();
    await page.getByText(house.street).waitFor();
    assert.equal(await page.getByRole('link', { name: phone }).getAttribute('href'), `tel:${phone}`);
    await page.getByText('The dog is friendly.').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });

  test('is read once with each arrival, and not again by itself', async () => {
    const { page } = shared.support;
    let reads = 0;
    page.on('request', (request) => { reads += /\/api\/v1\/cases\/[^/]+$/.test(request.url()) ? 1 : 0; });
    await page.reload();
    await settled(page);
    assert.equal(reads, 1);
    await page.evaluate(() => { dispatchEvent(new Event('focus')); document.dispatchEvent(new Event('visibilitychange')); });
    await ask(page, '/cases');
    assert.equal(reads, 1, 'coming back to the window is no look');
    page.removeAllListeners('request');
  });

  test('asks for a change by the keyboard, of what was altered alone', async () => {
    const { page, faults } = shared.support;
    await openDialog(page);
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal(await dialog(page).getByLabel('Contact\'s telephone').inputValue(), phone, 'each field says what it says today');
    await tabTo(page, 'button', 'Ask for the change');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Alter at least one field.').waitFor();
    assert.ok(await focused(dialog(page).getByLabel('Contact\'s name')));
    await dialog(page).getByLabel('Contact\'s telephone').fill('12');
    await tabTo(page, 'button', 'Ask for the change');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('Start with + and the country code').waitFor();
    assert.ok(await focused(dialog(page).getByLabel('Contact\'s telephone')), 'what is wrong has the focus');
    assert.deepEqual(await seriousFaults(page), []);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('+34 961 23 45 67');
    await tabTo(page, 'textbox', 'Street and number');
    await page.keyboard.type('Carrer de la Llum 11');
    await tabTo(page, 'textbox', 'Why');
    await page.keyboard.type('They have a new number and mistyped the house.');
    await tabTo(page, 'button', 'Ask for the change');
    await page.keyboard.press('Enter');
    await page.getByText('Asked. The customer and the security officers have got a letter.').waitFor();
    await page.getByText('Order: Contact\'s telephone, Street and number').waitFor();
    const [asked] = (await ask(page, '/change-requests')).body.items;
    assert.deepEqual([asked.order, asked.fields], [shared.order, ['contact_phone', 'street']]);
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal((await order()).address.street, house.street, 'support changes nothing itself');
    assert.deepEqual(faults, []);
  });

  test('a change that support withdraws is none, its list tells no values, and the case is given back', async () => {
    const { page, faults } = shared.support;
    await press(page, 'Ask to change name or e-mail');
    await askFor(page, { Name: 'Casa Lluna' }, `They have married: ${run}.`);
    await goTo(page, '/support', 'Support');
    const row = rowOf(page, `They have married: ${run}.`);
    await row.waitFor();
    for (const closed of ['Casa Lluna', shared.person.name, shared.person.email]) assert.ok(!(await main(page)).includes(closed), closed);
    await row.getByRole('button', { name: 'Withdraw' }).click();
    await confirm(page, 'Withdraw');
    await page.getByText('Withdrawn.', { exact: true }).waitFor();
    await rowOf(page, `${run}-1`).getByRole('button', { name: 'End the case' }).click();
    await confirm(page, 'End the case');
    await page.getByText('The case has ended.').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });
});

describe('the customer', () => {
  test('is told where they arrive, sees before and after, and approves by the keyboard once they have proved themselves', async () => {
    const { page, faults } = shared.customer;
    await goTo(page, '/orders', 'My orders');
    await page.getByText('Support asks you to decide about a change.').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('link', { name: 'Have a look' }).click();
    await heading(page, 'Changes that support asks for');
    await settled(page);
    assert.deepEqual(await page.locator('del').allInnerTexts().then((texts) => texts.slice(0, 2)), [phone, house.street]);
    assert.deepEqual(await page.locator('ins').allInnerTexts().then((texts) => texts.slice(0, 2)), ['+34961234567', 'Carrer de la Llum 11']);
    const said = await main(page);
    assert.ok(said.includes(`${run}-1`) && said.includes('They have a new number and mistyped the house.'));
    assert.ok(!said.includes('Staff support'), 'who of support has asked stands in no page of the customer');
    await rowOf(page, `They have married: ${run}.`).getByText('withdrawn', { exact: true }).waitFor();
    assert.deepEqual(await seriousFaults(page), []);

    await advance(page, 11 * 60);
    await tabTo(page, 'button', `Approve (${run}-1)`);
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    const approve = dialog(page).getByRole('button', { name: 'Approve', exact: true });
    for (let presses = 0; presses < 10 && !(await focused(approve)); ++presses) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Please confirm that it is you' }).waitFor();
    assert.equal((await order()).address.street, house.street, 'nothing before the proof');
    await dialog(page).getByLabel('Password', { exact: true }).fill(shared.person.password);
    await page.keyboard.press('Enter');
    await page.getByText('The change is made.').waitFor();
    await page.getByText('Nothing waits for you').waitFor();
    const { contact, address } = await order();
    assert.deepEqual([contact.phone, address.street, address.postcode], ['+34961234567', 'Carrer de la Llum 11', house.postcode]);
    assert.deepEqual(await seriousFaults(page), []);
    await goTo(page, '/orders', 'My orders');
    assert.equal(await page.getByText('Support asks you').count(), 0);
    assert.deepEqual(faults, []);
  });

  test('refuses what they did not ask for, and everything stays', async () => {
    await shared.support.page.context().close();
    shared.support = await staffPage('support');
    const { page } = shared.support;
    await openCase(page, `${run}-2`);
    await openDialog(page);
    await askFor(page, { Note: '' }, 'The note should go.');
    const { page: own, faults } = shared.customer;
    await goTo(own, '/changes', 'Changes that support asks for');
    await own.locator('ins').first().getByText('(nothing)').waitFor();
    await own.getByRole('button', { name: `Refuse (${run}-2)` }).click();
    await dialog(own).getByText('somebody may have called in your name').waitFor();
    await confirm(own, 'Refuse');
    await own.getByText('Refused. Everything stays as it was.').waitFor();
    assert.equal((await order()).note, 'The dog is friendly.');
    assert.deepEqual(faults, []);
  });
});

describe('a security officer', () => {
  let officer;
  before(async () => { officer = await staffPage('security'); });
  after(() => officer.page.context().close());

  test('approves in the customer\'s place what they have looked at, and refuses another with a reason', async () => {
    const { page: support } = shared.support;
    await openDialogAgain(support);
    await askFor(support, { Postcode: '46002' }, `The letter of ${run} came back.`);
    await support.getByRole('button', { name: 'Ask to change name or e-mail' }).click();
    await askFor(support, { 'E-mail': `moved-${run}@example.org` }, `The old address of ${run} is lost.`);

    const { page, faults } = officer;
    await goTo(page, '/approvals', 'Approvals');
    const row = rowOf(page, `The letter of ${run} came back.`);
    const said = await row.innerText();
    for (const part of ['Staff support', `${run}-2`, 'Postcode', shared.order]) assert.ok(said.includes(part), part);
    for (const closed of ['46001', '46002', house.street]) assert.ok(!said.includes(closed), closed);
    assert.equal(await row.getByRole('button', { name: 'Approve' }).count(), 0, 'nobody approves what they have not seen');
    assert.deepEqual(await seriousFaults(page), []);
    await row.getByRole('button', { name: 'Show the values' }).click();
    await row.locator('ins').getByText('46002').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await row.getByRole('button', { name: 'Approve' }).click();
    await confirm(page, 'Approve');
    await page.getByText('The change is made.').waitFor();
    assert.equal((await order()).address.postcode, '46002');

    await rowOf(page, `The old address of ${run} is lost.`).getByRole('button', { name: 'Refuse' }).click();
    await confirm(page, 'Refuse');
    await dialog(page).locator('.fault').waitFor();
    await dialog(page).getByLabel('Reason').fill('Call them first.');
    assert.deepEqual(await seriousFaults(page), []);
    await confirm(page, 'Refuse');
    await page.getByText('The change is refused.').waitFor();
    await goTo(support, '/support', 'Support');
    await support.getByText(/earlier request/).click();
    await rowOf(support, `The old address of ${run} is lost.`).getByText('Call them first.').waitFor();
    assert.deepEqual(faults, []);
  });

  /** The case's page stands open; its order is opened once more, as it is today. */
  async function openDialogAgain(page) {
    await page.getByRole('button', { name: /^Look again/ }).click();
    await press(page, 'Ask to change this order');
    await dialog(page).waitFor();
  }

  test('sees every live case with its ticket, and ends one at once', async () => {
    const { page, faults } = officer;
    const { page: support } = shared.support;
    await support.goBack();
    await support.getByText(shared.person.name).first().waitFor();
    await goTo(page, '/grants/live', 'Valid grants');
    const row = rowOf(page, `${run}-2`);
    await row.getByText('A support case').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await row.getByRole('button', { name: 'Revoke' }).click();
    await confirm(page, 'Revoke');
    await page.getByText('Revoked.', { exact: true }).waitFor();
    await support.getByText('This case has ended').waitFor();
    assert.ok(!(await main(support)).includes(shared.person.name));
    assert.deepEqual(await seriousFaults(support), []);
    await goTo(support, '/grants', 'My grants');
    await rowOf(support, `${run}-2`).getByText('ended', { exact: true }).waitFor();
    assert.deepEqual([...faults, ...shared.support.faults], []);
  });
});

describe('the record', () => {
  test('has each step in words, by role, with its fields and no name', async () => {
    const { page, faults } = shared.customer;
    await goTo(page, '/record', 'What happened to your account');
    await page.getByText('Waiting for its place in the log').first().waitFor({ state: 'detached' });
    for (const step of ['Support opened a case to help with your account', 'A change of your data was asked for', 'A requested change of your data was made',
      'A requested change of your data was refused', 'The request for a change of your data was withdrawn'])
      await page.locator('.entries > li').filter({ hasText: step }).first().getByText('Checked: stands in the signed log').waitFor();
    await page.getByText('asked for: Contact\'s telephone, Street and number').waitFor();
    await page.getByText('what a request would change').first().waitFor();
    const said = await main(page);
    for (const private_ of ['Staff support', 'Staff security', 'They have married']) assert.ok(!said.includes(private_), private_);
    assert.deepEqual(await seriousFaults(page), []);
    assert.deepEqual(faults, []);
  });
});

describe('a grant', () => {
  test('for one order opens it, and one for everything opens what is named', async () => {
    const engineer = await staffPage('engineer');
    const { page, faults } = engineer;
    const order_purpose = `Ticket ${run}-3: the roof is drawn wrongly.`;
    const all_purpose = `Ticket ${run}-4: nothing else works.`;
    await goTo(page, '/grants', 'My grants');
    await page.getByLabel('What you want to open').selectOption('order');
    await page.getByRole('region', { name: 'Ask for a grant' }).getByLabel('Number of the order').fill(shared.order);
    await page.getByLabel('Purpose').fill(order_purpose);
    await press(page, 'Ask');
    await rowOf(page, order_purpose).waitFor();
    await page.getByLabel('What you want to open').selectOption('system');
    await page.getByLabel('Purpose').fill(all_purpose);
    await press(page, 'Ask');
    await rowOf(page, all_purpose).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Open the order' }).count(), 0, 'what waits opens nothing');
    const approvals = [['security', order_purpose], ['security', all_purpose], ['support', all_purpose]];
    for (const role of ['security', 'support']) {
      const approver = await staffPage(role);
      await goTo(approver.page, '/approvals', 'Approvals');
      for (const [, purpose] of approvals.filter(([who]) => who === role)) {
        await rowOf(approver.page, purpose).getByRole('button', { name: 'Approve' }).click();
        await confirm(approver.page, 'Approve');
        await approver.page.getByText('Approved.', { exact: true }).waitFor();
      }
      await approver.page.context().close();
    }
    await goTo(page, '/grants', 'My grants');
    const one = rowOf(page, order_purpose);
    await one.getByRole('button', { name: 'Open the order' }).click();
    await one.getByText('Carrer de la Llum 11').waitFor();
    const all = rowOf(page, all_purpose);
    await all.getByLabel('Number of the order').fill('not a number');
    await all.getByText('This doesn\'t look right.').waitFor();
    await all.getByLabel('Number of the order').fill(shared.order);
    await all.getByRole('button', { name: 'Open the order' }).click();
    await all.getByText('Carrer de la Llum 11').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    for (const purpose of [order_purpose, all_purpose]) {
      await rowOf(page, purpose).getByRole('button', { name: 'Give back' }).click();
      await confirm(page, 'Give back');
      await rowOf(page, purpose).getByText('ended', { exact: true }).waitFor();
    }
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});

describe('one\'s own data', () => {
  test('are taken along in one file', async () => {
    const { page, faults } = shared.customer;
    await signIn(page, shared.person);
    await goTo(page, '/security', 'Security');
    assert.deepEqual(await seriousFaults(page), []);
    const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Download my data')]);
    assert.match(file.suggestedFilename(), /^suncrew-\d{4}-\d\d-\d\d\.json$/);
    const data = JSON.parse(readFileSync(await file.path(), 'utf8'));
    assert.equal(data.account.email, shared.person.email);
    assert.equal(data.orders[0].order.address.street, 'Carrer de la Llum 11');
    assert.ok(data.changes.length >= 4 && data.events.some(({ kind }) => kind === 'case_opened'));
    await page.getByText('The file is in your downloads.').waitFor();
    assert.deepEqual(faults, []);
  });

  test('are not erased while an order is under way, nor for another address', async () => {
    const { page, faults } = shared.customer;
    await press(page, 'Erase my account');
    await dialog(page).getByText('The key to them is destroyed').waitFor();
    assert.deepEqual(await seriousFaults(page), []);
    await confirm(page, 'Erase for good');
    await dialog(page).locator('.fault').waitFor();
    await dialog(page).getByLabel('To go on, type your e-mail').fill('somebody.else@example.org');
    await confirm(page, 'Erase for good');
    await dialog(page).getByText('This is not the address of your account.').waitFor();
    await dialog(page).getByLabel('To go on, type your e-mail').fill(shared.person.email);
    await confirm(page, 'Erase for good');
    await dialog(page).getByText('An order of yours is still under way.').waitFor();
    await page.keyboard.press('Escape');
    assert.equal((await ask(page, '/account')).body.email, shared.person.email);
    assert.deepEqual(faults, []);
  });

  test('are erased by the keyboard after a proof, and the start page says goodbye, once', async () => {
    const { page, faults } = await open();
    const person = newCustomer();
    await becomeCustomer(page, person);
    await goTo(page, '/security', 'Security');
    await advance(page, 11 * 60);
    await page.getByRole('button', { name: 'Erase my account' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor();
    const email = dialog(page).getByLabel('To go on, type your e-mail');
    for (let presses = 0; presses < 5 && !(await focused(email)); ++presses) await page.keyboard.press('Tab');
    await page.keyboard.type(person.email);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Please confirm that it is you' }).waitFor();
    await page.getByRole('dialog', { name: 'Please confirm' }).getByLabel('Password', { exact: true }).fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByText('Your account is erased.').waitFor();
    assert.equal(new URL(page.url()).pathname, '/');
    assert.deepEqual(await seriousFaults(page), []);
    assert.equal((await ask(page, '/sessions/current')).body.account, null);
    await page.reload();
    await settled(page);
    assert.equal(await page.getByText('Your account is erased.').count(), 0);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await press(page, 'Sign in');
    await page.getByText('E-mail or password is wrong.').waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});

describe('the pages', () => {
  test('speak Spanish, on a telephone, in the dark', async () => {
    const spanish = { locale: 'es-ES', colorScheme: 'dark' };
    const support = await staffPageIn(spanish, 'support');
    const customer = await open(spanish);
    await signInIn(customer.page, shared.person);
    const officer = await staffPageIn(spanish, 'security');
    const { page } = support;
    await page.goto('/support');
    await page.getByRole('textbox', { name: 'Correo' }).fill(shared.person.email);
    await page.getByLabel('Incidencia').fill(`${run}-5`);
    await page.getByLabel('Qué pide').fill('Pregunta cuándo viene el equipo.');
    await press(page, 'Buscar y abrir un caso');
    await heading(page, 'Caso');
    await page.getByRole('button', { name: /^Abrir el pedido/ }).click();
    await press(page, 'Pedir un cambio de este pedido');
    await dialog(page).getByLabel('Nota').fill('El perro duerme.');
    await dialog(page).getByLabel('Por qué').fill('Ha cambiado de idea.');
    await looksRight(support, 'the dialog');
    await confirm(page, 'Pedir el cambio');
    await page.getByText('Pedido. El cliente y los responsables').waitFor();
    await looksRight(support, '/support/case');
    for (const [opened, path, title] of [
      [support, '/support', 'Atención al cliente'], [customer, '/orders', 'Mis pedidos'], [customer, '/changes', 'Cambios que pide la atención al cliente'],
      [customer, '/security', 'Seguridad'], [officer, '/approvals', 'Aprobaciones'], [officer, '/grants/live', 'Permisos vigentes'],
    ]) {
      await goTo(opened.page, path, title);
      await looksRight(opened, path);
    }
    await page.goto('/support');
    await rowOf(page, `${run}-5`).getByRole('button', { name: 'Terminar el caso' }).first().click();
    await confirm(page, 'Terminar el caso');
    await page.getByText('El caso ha terminado.').waitFor();
    for (const { page: one } of [support, customer, officer]) await one.context().close();
  });

  async function signInIn(page, person) {
    await page.addInitScript(() => localStorage.setItem('suncrew.language', localStorage.getItem('suncrew.language') ?? 'en'));
    await signIn(page, person);
    await press(page, 'ES: cambiar a español');
  }

  async function staffPageIn(options, role) {
    const opened = await open(options);
    await signInIn(opened.page, staffSignIn(role));
    return opened;
  }

  async function looksRight({ page, faults }, where) {
    assert.deepEqual(await seriousFaults(page), [], where);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${where} is wider than a telephone`);
    // What people have typed stays as they typed it; all else is Spanish.
    assert.doesNotMatch((await main(page)).replace(/The \w.*|They \w.*/g, ''), /\b(the|your|and)\b/i, where);
    assert.deepEqual(faults, [], where);
  }

  test('are not for others', async () => {
    const { page } = shared.customer;
    for (const path of ['/support', '/support/case?id=01900000-0000-7000-8000-000000000000']) {
      await page.goto(path);
      await heading(page, 'This page is for another role');
    }
    const sales = await staffPage('sales');
    await sales.page.goto('/changes');
    await heading(sales.page, 'This page is for another role');
    assert.equal((await ask(sales.page, '/cases')).status, 403);
    await sales.page.context().close();
  });
});
