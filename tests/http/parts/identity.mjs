// People on their way in and about their own security: what several tests do with accounts.
import assert from 'node:assert/strict';
import { one_time_code } from '../../../tools/one_time_code.mjs';
import { Client } from './client.mjs';
import { mailed_token, mails_to, verification_token } from './outbox.mjs';
import { new_person } from './people.mjs';
import { until } from './until.mjs';

export { advance } from './walk.mjs';

export const session_cookie = '__Host-session';
export const device_cookie = '__Host-device';
export const ceremony_cookie = '__Host-ceremony';
/** A browser whose device has a name in lists. */
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Fails unless the status is this one; gives the body. */
export async function must(status, promise, what = 'the answer') {
  const answer = await promise;
  assert.equal(answer.status, status, `${what}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** The cookies that an answer sets: name → { value, line }. */
export function cookies_set(answer) {
  const set = {};
  for (const line of answer.headers['set-cookie'] ?? []) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line);
    assert.equal(set[name], undefined, `${name} is set twice`);
    set[name] = { value, line };
  }
  return set;
}

/** Waits until a mail to an address has a subject with these words. */
export const mailed = (server, address, words) =>
  until(`the mail "${words}" to ${address}`, () => mails_to(server.outbox, address).some((text) => text.toLowerCase().includes(words.toLowerCase())));

/** So many people with a confirmed account, who wait for the mail together. */
export async function confirmed_people(server, count) {
  const visitor = new Client(server);
  const people = Array.from({ length: count }, new_person);
  try {
    for (const person of people) await must(202, visitor.post('/accounts', person), 'the sign-up');
    for (const { email, password } of people) await must(201, visitor.post('/email-verifications', { token: await verification_token(server.outbox, email), password }), 'the link');
  } finally {
    visitor.close();
  }
  return people;
}

/** A browser with a session of a person. */
export async function signed_in(server, person) {
  const client = new Client(server);
  client.account = await client.sign_in(person);
  client.person = person;
  return client;
}

/** The code of this moment by the server's clock. */
export const code_of = async (client, secret) => one_time_code(secret, await client.server_ms());

/** Enrols an authenticator app; gives its secret and the recovery codes. */
export async function enrol_totp(client) {
  const { secret, uri } = await must(201, client.post('/account/totp', {}), 'the seed');
  const enrolled = await must(201, client.post('/account/totp/confirmations', { code: await code_of(client, secret) }), 'the confirmation');
  return { secret, uri, recovery_codes: enrolled.recovery_codes, state: enrolled.state };
}

/** A person of the staff or a crew of the demo, signed in with both factors. */
export function signed_in_staff(server, role) {
  return signed_in(server, server.sign_ins.staff.find((one) => one.role === role));
}

/** What a stranger's browser gets for a sign-in. */
export async function stranger_signs_in(server, { email, password }, headers = {}) {
  const stranger = new Client(server);
  try {
    return await stranger.post('/sessions', { email, password }, headers);
  } finally {
    stranger.close();
  }
}

/** A person whom an officer has invited, with a browser of their own and the token of the mail. */
export async function invited(server, officer, role) {
  const person = { ...new_person(), name: 'Synthetic Colleague' };
  const { id } = await must(202, officer.post('/staff/invitations', { email: person.email, name: person.name, role, language: 'en' }), 'the invitation');
  return { id, person, token: await mailed_token(server, person.email, 'join'), client: new Client(server) };
}
