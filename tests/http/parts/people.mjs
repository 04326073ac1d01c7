// Synthetic people and roofs, and the way a person takes to a signed-in account and an order.
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from './client.mjs';
import { verification_token } from './outbox.mjs';

/** Madrid has crews in the demo. */
export const madrid = { latitude: 40.4168, longitude: -3.7038 };
/** No crew of the demo goes there, so what is ordered there takes no crew from another test. */
export const las_palmas = { latitude: 28.1248, longitude: -15.43 };

export const quote_request = (more = {}) => ({
  ...madrid,
  roof_planes: [{ area_m2: 40, tilt_deg: 25, azimuth_deg: 180, shading: 0.05 }],
  yearly_use_kwh: 5200,
  ...more,
});

export const order_request = (quote, more = {}) => ({
  quote,
  contact: { name: 'Synthetic Customer', phone: '+34600000001' },
  address: { street: 'Calle de Ejemplo 1', postcode: '28001', city: 'Madrid', country: 'ES' },
  wished_dates: [],
  ...more,
});

export const new_person = () => ({
  email: `customer.${randomUUID()}@example.org`,
  password: randomBytes(15).toString('base64url'),
  name: 'Synthetic Customer',
  language: 'en',
});

const must = async (status, promise, what) => {
  const answer = await promise;
  if (answer.status !== status) throw new Error(`${what}: ${answer.status} ${answer.text}`);
  return answer.body;
};

/** A client with a new, verified account, signed in. */
export async function signed_in_customer(server) {
  const client = new Client(server);
  const person = new_person();
  await must(202, client.post('/accounts', person), 'sign-up');
  const token = await verification_token(server.outbox, person.email);
  await must(201, client.post('/email-verifications', { token, password: person.password }), 'verification');
  client.account = await client.sign_in(person);
  client.person = person;
  return client;
}

/** A quote and an order for a roof that no crew goes to. */
export const new_quote = (client) => must(201, client.post('/quotes', quote_request(las_palmas)), 'quote');

export async function new_order(client, more, key = randomUUID()) {
  const quote = await new_quote(client);
  return must(201, client.post('/orders', order_request(quote.id, more), { 'idempotency-key': key }), 'order');
}

/** Clients of every crew of the demo, signed in, that of the crew near Madrid first. */
export async function signed_in_crews(server) {
  const { crew, crews } = server.sign_ins;
  const sign_ins = [crew, ...(crews ?? []).filter((other) => other.email !== crew.email)];
  const clients = [];
  for (const sign_in of sign_ins) {
    const client = new Client(server);
    client.account = await client.sign_in(sign_in);
    client.email = sign_in.email;
    clients.push(client);
  }
  return clients;
}
