// What those send who try it otherwise: addresses that only look right, passwords at their limits, header and cookie
// oddities, tokens and assertions that are none. One refusal each, and nothing changes.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Authenticator } from './parts/authenticator.mjs';
import { Client, scratch } from './parts/client.mjs';
import { code_of, confirmed_people, device_cookie, enrol_totp, must, session_cookie, signed_in } from './parts/identity.mjs';
import { mails_to, verification_token } from './parts/outbox.mjs';
import { new_person } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { exchange, parsed } from './parts/raw.mjs';

const server = scratch();
const { host } = new URL(server.url);
const visitor = new Client(server);
const people = [];
let customer;

before(async () => {
  people.push(...(await confirmed_people(server, 6)));
  customer = await signed_in(server, people.pop());
});
afterEach(() => [visitor, customer].forEach((client) => client?.close()));
after(() => [visitor, customer].forEach((client) => client?.close()));

const still_signed_in = async () => assert.equal((await customer.get('/account')).status, 200);

describe('an e-mail address', () => {
  const at = (local, domain = 'example.org') => `${local}@${domain}`;
  const not_ascii = {
    'a Cyrillic letter': at('сustomer'),
    'fullwidth letters': at('ｃustomer'),
    'a fullwidth sign': 'customer＠example.org',
    'a sharp s': at('strasse'.replace('ss', 'ß')),
    'a dotless i': at('adm\u0131n'),
    'a dotted capital I': at('ADM\u0130N'),
    'a Kelvin sign': at('\u212Aate'),
    'a ligature': at('\uFB01eld'),
    'a combining accent': at('jose\u0301'),
    'a soft hyphen': at('cus\u00ADtomer'),
    'a zero-width space': at('cus\u200Btomer'),
    'a direction turned': at('cus\u202Etomer'),
    'a domain that only looks like one': at('customer', 'ex\u0430mple.org'),
    'an ideographic full stop': 'customer@example\u3002org',
  };
  const no_address = {
    'nothing': '',
    'no sign': 'customer.example.org',
    'two signs': 'a@b@example.org',
    'a NUL': at('cus\u0000tomer'),
    'a NUL at its end': `${at('customer')}\u0000`,
    'a line break': `${at('customer')}\r\nBcc: other@example.org`,
    'a tab': at('cus\ttomer'),
    'a blank before': ` ${at('customer')}`,
    'a blank after': `${at('customer')} `,
    'two addresses': `${at('customer')},${at('other')}`,
    'angle brackets': `<${at('customer')}>`,
    'a quoted local part': '"cus tomer"@example.org',
    'a comment': 'customer(x)@example.org',
    'an IP address': 'customer@[127.0.0.1]',
    'no dot': 'customer@localhost',
    'two dots': at('cus..tomer'),
    'a percent sign for a letter': 'cus%74omer@example.org\\',
    '65 characters before the sign': at('c'.repeat(65)),
    '255 characters': at('c'.repeat(60), `${'d'.repeat(62)}.${'d'.repeat(62)}.${'d'.repeat(62)}.example.org`),
  };
  const ways = [
    ['/sessions', (email) => ({ email, password: 'not the password' })],
    ['/accounts', (email) => ({ ...new_person(), email })],
    ['/password-resets/requests', (email) => ({ email })],
    ['/email-verifications/requests', (email) => ({ email })],
  ];
  for (const [name, email] of Object.entries(not_ascii))
    test(`with ${name} is not taken for another`, async () => {
      for (const [path, body] of ways) refuses(await visitor.post(path, body(email)), 422, 'email_not_ascii', 'email');
    });
  for (const [name, email] of Object.entries(no_address))
    test(`with ${name} is none`, async () => {
      for (const [path, body] of ways) refuses(await visitor.post(path, body(email)), 422, 'not_an_email', 'email');
    });
  test('is no object, number or list', async () => {
    for (const email of [null, 1, true, [], {}, ['a@example.org']]) for (const [path, body] of ways) refuses(await visitor.post(path, body(email)), 422, undefined, 'email');
  });
  test('with half a character cannot be read', async () => {
    for (const [path, body] of ways) refuses(await visitor.post(path, JSON.stringify(body('EMAIL')).replace('EMAIL', '\\ud800@example.org')), 400, 'malformed_json');
  });
  test('is the same in capitals, and another with a tag', async () => {
    const { email, password } = people.at(-1);
    const client = new Client(server);
    await client.sign_in({ email: email.toUpperCase(), password });
    client.close();
    refuses(await visitor.post('/sessions', { email: email.replace('@', '+tag@'), password }), 401, 'credentials_refused');
  });
});

describe('a password', () => {
  /** Signs up with it, and tries it and others. */
  async function taken_as_typed(password, others) {
    const person = { ...new_person(), password };
    await must(202, visitor.post('/accounts', person));
    await must(201, visitor.post('/email-verifications', { token: await verification_token(server.outbox, person.email), password: person.password }));
    for (const other of others) refuses(await visitor.post('/sessions', { email: person.email, password: other }), 401, 'credentials_refused');
    const client = new Client(server);
    await client.sign_in(person);
    client.close();
  }
  test('of 128 characters counts to the last one, whatever they are', async () => {
    const sign = '🌞';
    await taken_as_typed(`${sign.repeat(64)}${'ñ'.repeat(63)}a`, [`${sign.repeat(64)}${'ñ'.repeat(63)}b`, `${sign.repeat(64)}${'ñ'.repeat(63)}`]);
  });
  test('goes on after a NUL', async () => {
    await taken_as_typed('quiet\u0000river stones', ['quiet', 'quiet\u0000other stones', 'quietriver stones', 'quiet\u0000']);
  });
  test('is not normalised, trimmed or folded', async () => {
    await taken_as_typed(' caf\u00e9 pelican 7 ', [' cafe\u0301 pelican 7 ', 'caf\u00e9 pelican 7', ' CAF\u00c9 PELICAN 7 ', ' caf\u00e9  pelican 7 ']);
  });
  const person = new_person();
  const wrong = [
    ['of 129 characters', 'n'.repeat(129), 'too_long'],
    ['of 7 characters', 'nnnnnnn', 'too_short'],
    ['of nothing', '', 'too_short'],
  ];
  for (const [name, password, code] of wrong)
    test(`${name} is refused where one is chosen`, async () => {
      refuses(await visitor.post('/accounts', { ...person, password }), 422, code, 'password');
      refuses(await visitor.post('/password-resets', { token: 'A'.repeat(43), password }), 422, code, 'password');
      refuses(await visitor.post('/enrolments', { token: 'A'.repeat(43), password }), 422, code, 'password');
      refuses(await customer.post('/account/password', { password }), 422, code, 'password');
    });
  test('of 129 characters is refused where one is shown', async () => {
    refuses(await visitor.post('/sessions', { email: person.email, password: 'n'.repeat(129) }), 422, 'too_long', 'password');
    refuses(await customer.post('/sessions/current/step-up', { password: 'n'.repeat(129) }), 422, 'too_long', 'password');
  });
  test('that everybody knows, or that is one’s own name, is refused', async () => {
    for (const password of ['password1', '12345678', 'qwertyuiop']) refuses(await visitor.post('/accounts', { ...person, password }), 422, 'password_leaked', 'password');
    for (const password of ['suncrew1', 'SunCrew!!', 'synthetic', 'Cu5t0mer']) refuses(await visitor.post('/accounts', { ...person, password }), 422, 'password_too_easy', 'password');
  });
  test('is never repeated by the answer that refuses it', async () => {
    const password = 'qwertyuiop';
    assert.ok(!(await visitor.post('/accounts', { ...person, password })).text.includes(password));
  });
});

describe('a body', () => {
  const bodies = [
    ['/sessions', { email: 'a@example.org', password: 'x' }],
    ['/accounts', new_person()],
    ['/password-resets', { token: 'x', password: 'long enough' }],
    ['/enrolments', { token: 'x' }],
    ['/email-changes', { token: 'x' }],
    ['/factor-resets/cancellations', { token: 'x' }],
  ];
  for (const [path, body] of bodies)
    test(`of ${path} has its own members alone, each once`, async () => {
      refuses(await visitor.post(path, { ...body, role: 'security' }), 422, 'unknown_member', 'role');
      refuses(await visitor.post(path, { ...body, __proto__: undefined, constructor: 'x' }), 422, 'unknown_member', 'constructor');
      const [name] = Object.keys(body);
      refuses(await visitor.post(path, JSON.stringify(body).replace('{', `{"${name}":"x",`)), 422, 'duplicate_member', name);
      refuses(await visitor.post(path, { ...body, [name]: undefined }), 422, 'missing_member', name);
      refuses(await visitor.post(path, `[${JSON.stringify(body)}]`), 422, 'not_an_object');
      refuses(await visitor.send('POST', `/api/v1${path}`, { body: new URLSearchParams(body).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 415, 'json_required');
      refuses(await visitor.send('POST', `/api/v1${path}?${new URLSearchParams({ [name]: 'x' })}`, {}), 422, 'unknown_member', 'query');
    });
  test('cannot say whose account it is about', async () => {
    const { id } = customer.account;
    for (const [path, body] of [['/account/totp', {}], ['/account/password', { password: new_person().password }], ['/account/api-keys', { name: 'x', permissions: ['read_own_orders'], days: 1 }]])
      refuses(await customer.post(path, { ...body, account: id }), 422, 'unknown_member', 'account');
  });
});

describe('a token of a link', () => {
  const endpoints = [
    ['/email-verifications', { password: 'whatever it is' }, 'verification_refused'],
    ['/enrolments/views', {}, 'enrolment_refused'],
    ['/enrolments', { password: 'quiet river stones' }, 'enrolment_refused'],
    ['/password-resets', { password: 'quiet river stones' }, 'reset_refused'],
    ['/email-changes', {}, 'email_change_refused'],
    ['/factor-resets/cancellations', {}, 'cancellation_refused'],
  ];
  for (const [path, body, code] of endpoints)
    test(`that ${path} does not know is refused alike, whatever it looks like`, async () => {
      for (const token of ['A'.repeat(43), 'x', '\u0000', '../..', "' or 1=1 --", 'ñ'.repeat(200), customer.cookie]) refuses(await visitor.post(path, { ...body, token }), 422, code, 'token');
      for (const token of ['', 'A'.repeat(201), null, 7, {}]) refuses(await visitor.post(path, { ...body, token }), 422, undefined, 'token');
    });
  test('of one kind is none of another', async () => {
    const person = new_person();
    await must(202, visitor.post('/accounts', person));
    const token = await verification_token(server.outbox, person.email);
    for (const [path, body, code] of endpoints.slice(1)) refuses(await visitor.post(path, { ...body, token }), 422, code, 'token');
    const { password } = person;
    await must(201, visitor.post('/email-verifications', { token, password }));
    refuses(await visitor.post('/email-verifications', { token, password }), 422, 'verification_refused', 'token');
  });
});

describe('an assertion', () => {
  const good = { id: 'AAAA', client_data_json: 'AAAA', authenticator_data: 'A'.repeat(52), signature: 'AAAA' };
  const sign_in = (credential, client = visitor) => client.post('/sessions/passkey', { credential });
  for (const member of Object.keys(good))
    for (const [name, change] of [
      ['with padding', (text) => `${text}==`],
      ['in the other alphabet', (text) => `+/${text.slice(2)}`],
      ['with a blank', (text) => ` ${text.slice(1)}`],
      ['with a NUL', (text) => `\u0000${text.slice(1)}`],
      ['of an impossible length', (text) => `${text}A`],
    ])
      test(`whose ${member} is base64url ${name} cannot be read`, async () => {
        const answer = await sign_in({ ...good, [member]: change(good[member]) });
        refuses(answer, 422, ['not_base64url', 'too_long'], `credential.${member}`);
      });
  test('has no end of bytes, and no member that is none', async () => {
    for (const [member, length] of [['id', 1365], ['client_data_json', 5463], ['authenticator_data', 5463], ['signature', 1367]])
      refuses(await sign_in({ ...good, [member]: 'A'.repeat(length) }), 422, 'too_long', `credential.${member}`);
    refuses(await sign_in({ ...good, authenticator_data: 'AAAA' }), 422, 'too_short', 'credential.authenticator_data');
    refuses(await sign_in({ ...good, type: 'public-key' }), 422, 'unknown_member', 'credential.type');
    refuses(await sign_in({ ...good, signature: undefined }), 422, 'missing_member', 'credential.signature');
    refuses(await sign_in({ ...good, signature: 'A'.repeat(24 * 1024) }), 413);
  });
  test('that fits nothing is refused in one way, whatever is wrong with it', async () => {
    const texts = new Set();
    const client = new Client(server);
    const authenticator = new Authenticator(server.url);
    const attempts = [
      async () => good, // without a ceremony
      async () => (await must(201, client.post('/sessions/passkey-options', {})), good),
      async () => authenticator.answer(await must(201, client.post('/sessions/passkey-options', {}))), // a key that nobody enrolled
      async () => ({ ...authenticator.answer(await must(201, client.post('/sessions/passkey-options', {}))), user_handle: 'AAAA' }),
    ];
    for (const make of attempts) {
      const answer = await sign_in(await make(), client);
      refuses(answer, 401, 'credentials_refused');
      texts.add(answer.text.replace(/"request":"[^"]*"/, ''));
      assert.equal(answer.headers['set-cookie'], undefined);
    }
    assert.equal(texts.size, 1);
    client.close();
  });
  test('of an enrolled key counts only for the challenge of this browser, once', async () => {
    const owner = await signed_in(server, people.pop());
    const authenticator = new Authenticator(server.url);
    const created = await must(201, owner.post('/account/passkeys/options', {}));
    await must(201, owner.post('/account/passkeys', { name: 'key', credential: authenticator.create(created) }));
    const [one, two] = [new Client(server), new Client(server)];
    const of_one = authenticator.answer(await must(201, one.post('/sessions/passkey-options', {})));
    await must(201, two.post('/sessions/passkey-options', {}));
    refuses(await sign_in(of_one, two), 401, 'credentials_refused');
    refuses(await sign_in(of_one, visitor), 401, 'credentials_refused');
    await must(201, sign_in(of_one, one));
    refuses(await sign_in(of_one, one), 401, 'credentials_refused');
    const late = authenticator.answer(await must(201, two.post('/sessions/passkey-options', {})));
    await must(200, two.post('/development/clock', { advance_seconds: 301 }));
    refuses(await sign_in(late, two), 401, 'credentials_refused');
    for (const client of [owner, one, two]) client.close();
  });
  test('that registers a key is refused alike', async () => {
    const owner = await signed_in(server, people.pop());
    const authenticator = new Authenticator(server.url);
    const credential = authenticator.create(await must(201, owner.post('/account/passkeys/options', {})));
    for (const wrong of [{ ...credential, attestation_object: 'AAAA' }, { ...credential, client_data_json: 'AAAA' }, { ...credential, attestation_object: `${credential.attestation_object}AAAA` }])
      refuses(await owner.post('/account/passkeys', { name: 'key', credential: wrong }), 422, 'passkey_refused', 'credential');
    refuses(await owner.post('/account/passkeys', { name: 'key', credential: { ...credential, attestation_object: `${credential.attestation_object}=` } }), 422, 'not_base64url');
    refuses(await owner.post('/account/passkeys', { name: 'key', credential }), 422, 'passkey_refused', 'credential'); // its challenge is used up
    assert.deepEqual((await must(200, owner.get('/account/security'))).passkeys, []);
    owner.close();
  });
});

describe('a code', () => {
  let person, secret, codes, half;
  before(async () => {
    const owner = await signed_in(server, people.pop());
    person = owner.person;
    ({ secret, recovery_codes: codes } = await enrol_totp(owner));
    owner.close();
    half = new Client(server);
    await must(201, half.post('/sessions', { email: person.email, password: person.password }));
  });
  after(() => half.close());
  const show = (body) => half.post('/sessions/current/second-factor', body);
  test('in any other form than it is is refused', async () => {
    const right = await code_of(half, secret);
    for (const totp of [` ${right}`, `${right} `, `${right}0`, right.slice(1), `+${right.slice(1)}`, [...right].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''), `${right}\u0000`, '0x1234', '-12345'])
      refuses(await show({ totp }), 401, 'credentials_refused');
    for (const totp of [Number(right), null, [], '', 'x'.repeat(201)]) refuses(await show({ totp }), 422, undefined, 'totp');
  });
  test('is one of a kind', async () => {
    refuses(await show({}), 422, 'one_of_them');
    refuses(await show({ totp: '000000', recovery_code: codes[0] }), 422, 'one_of_them');
    for (const recovery_code of ['x', '\u0000', codes[0].slice(1), `${codes[0]}0`, codes.join(' ').slice(0, 200)]) refuses(await show({ recovery_code }), 401, 'credentials_refused');
    await must(201, show({ recovery_code: codes[0] }));
    refuses(await show({ recovery_code: codes[1] }), 403, 'permission_required'); // nothing is owed any more
    await must(201, half.post('/sessions', { email: person.email, password: person.password }));
    refuses(await show({ recovery_code: codes[0] }), 401, 'credentials_refused');
    await must(201, show({ recovery_code: ` ${codes[1].toLowerCase()} ` }), 'as people type it');
  });
});

describe('cookies', () => {
  const asked = (cookie) => visitor.get('/account', { cookie });
  const odd = [
    ['quoted', () => `${session_cookie}="${customer.cookie}"`],
    ['twice', () => `${session_cookie}=${customer.cookie}; ${session_cookie}=${customer.cookie}`],
    ['twice, once empty', () => `${session_cookie}=; ${session_cookie}=${customer.cookie}`],
    ['under a name that begins so', () => `${session_cookie}2=${customer.cookie}`],
    ['in small letters', () => `${session_cookie.toLowerCase()}=${customer.cookie}`],
    ['in another cookie’s value', () => `x=${session_cookie}=${customer.cookie}`],
    ['after a comma', () => `x=1, ${session_cookie}=${customer.cookie}`],
    ['cut', () => `${session_cookie}=${customer.cookie.slice(1)}`],
    ['with padding', () => `${session_cookie}=${customer.cookie}=`],
    ['with a blank', () => `${session_cookie}= ${customer.cookie}`],
    ['escaped', () => `${session_cookie}=%${customer.cookie.charCodeAt(0).toString(16)}${customer.cookie.slice(1)}`],
    ['of nothing', () => `${session_cookie}=`],
    ['without a value', () => session_cookie],
    ['of 6,000 characters', () => `${session_cookie}=${'A'.repeat(6000)}`],
  ];
  for (const [name, cookie] of odd) test(`a session ${name} is none`, async () => refuses(await asked(cookie()), 401, 'session_required'));
  test('many others beside it do not matter', async () => {
    const others = Array.from({ length: 200 }, (_, at) => `c${at}=${at}`).join('; ');
    assert.equal((await asked(`${others}; ${session_cookie}=${customer.cookie}`)).status, 200);
  });
  test('too many are too much', async () => {
    refuses(await asked(`x=${'A'.repeat(9000)}; ${session_cookie}=${customer.cookie}`), 431, 'headers_too_large');
    await still_signed_in();
  });
  test('in a second header do not count', async () => {
    const get = (lines) => exchange(server, `GET /api/v1/account HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`).then(parsed);
    const session = `${session_cookie}=${customer.cookie}`;
    assert.equal((await get(`Cookie: ${session}\r\n`)).status, 200);
    refuses(await get(`Cookie: x=1\r\nCookie: ${session}\r\n`), 401, 'session_required');
  });
  test('a device that is empty, twice or a session’s token is no known browser', async () => {
    for (const cookie of [`${device_cookie}=`, `${device_cookie}=x; ${device_cookie}=y`, `${device_cookie}=${customer.cookie}`]) {
      const answer = await visitor.post('/sessions', { email: customer.person.email, password: 'not the password' }, { cookie });
      refuses(answer, 401, 'credentials_refused');
    }
  });
  test('in a header of credentials beside two lines are refused', async () => {
    const get = (lines) => exchange(server, `GET /api/v1/account HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`).then(parsed);
    refuses(await get(`Authorization: Bearer x\r\nCookie: ${session_cookie}=${customer.cookie}\r\n`), 400, 'two_credentials');
    refuses(await get('Authorization: Basic eDp5\r\nAuthorization: Bearer x\r\n'), 400, 'malformed_authorization');
  });
});

describe('whatever was sent', () => {
  test('no mail went to an address that was none', () => {
    for (const address of ['other@example.org', 'customer@localhost', 'customer@[127.0.0.1]']) assert.deepEqual(mails_to(server.outbox, address), []);
  });
  test('the customer is still who they were', async () => {
    await still_signed_in();
    const account = await must(200, customer.get('/account'));
    assert.deepEqual(account, customer.account);
  });
});
