// The whole of an order over HTTPS, step by step, from a visitor's quote to the rating. Each part is given `step`,
// which runs one step and stops the walk if it does not hold: step(name, async (say) => …).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from './client.mjs';
import { Follower } from './events.mjs';
import { verification_token } from './outbox.mjs';
import { new_person, order_request, quote_request, signed_in_crews } from './people.mjs';
import { until } from './until.mjs';

const day_s = 24 * 3600;

export const expect = (answer, status, code) => {
  const got = `${answer.status} ${answer.body?.code ?? ''} ${answer.body?.field ?? ''}`.trim();
  assert.equal(answer.status, status, `expected ${status} ${code ?? ''}, got ${got}: ${answer.text.slice(0, 300)}`);
  if (code !== undefined) assert.equal(answer.body.code, code, `expected ${code}, got ${got}`);
  return answer.body;
};

const money = ({ amount_minor, currency }) => `${(amount_minor / 100).toFixed(2)} ${currency}`;
const refused = (answer) => `${answer.status} ${answer.body.code}`;

async function visit(walk, step) {
  const visitor = (walk.customer = new Client(walk.server));
  await step('the server is ready', async (say) => {
    expect(await visitor.send('GET', '/health/live'), 200);
    expect(await visitor.send('GET', '/health/ready'), 200);
    say('live and ready');
  });
  await step('a place is found by its name', async (say) => {
    const { items } = expect(await visitor.get('/places?q=Madrid&country=ES'), 200);
    assert.equal(items[0].name, 'Madrid');
    walk.place = items[0];
    say(`${items[0].name}, ${items[0].region}, ${items[0].latitude}, ${items[0].longitude}`);
  });
  await step('the markets are told', async (say) => {
    const { items } = expect(await visitor.get('/markets'), 200);
    const spain = items.find((market) => market.country === 'ES');
    assert.equal(spain.currency, 'EUR');
    assert.equal(spain.cooling_off_days, 14);
    say(`${items.length} countries; Spain: ${spain.cooling_off_days} days to withdraw`);
  });
  await step('a roof gets a design to play with, of which nothing is kept', async (say) => {
    const { latitude, longitude } = walk.place;
    const design = expect(await visitor.post('/designs', quote_request({ latitude, longitude })), 200);
    assert.equal(design.planes.reduce((sum, { modules }) => sum + modules.length, 0), design.modules);
    assert.equal(design.cash_flow.length, 25);
    say(`${design.modules} modules, ${Math.round(design.annual_kwh)} kWh a year`);
  });
  await step('a roof gets a quote', async (say) => {
    const { latitude, longitude } = walk.place;
    const quote = (walk.quote = expect(await visitor.post('/quotes', quote_request({ latitude, longitude })), 201));
    const months = quote.monthly_kwh.reduce((sum, month) => sum + month, 0);
    const lines = quote.price.lines.reduce((sum, line) => sum + line.amount.amount_minor, 0);
    assert.equal(quote.monthly_kwh.length, 12);
    assert.ok(Math.abs(months - quote.annual_kwh) < 12, `months add up to ${months}, not ${quote.annual_kwh}`);
    assert.equal(lines, quote.price.total.amount_minor, 'the lines add up to the price');
    assert.ok(quote.relative_error > 0 && quote.relative_error < 0.5);
    assert.equal(quote.place.country, 'ES');
    say(`${quote.panels} panels, ${quote.dc_kw} kW, ${Math.round(quote.annual_kwh)} kWh a year, ${money(quote.price.total)}`);
  });
  await step('the quote can be read again', async (say) => {
    const again = expect(await visitor.get(`/quotes/${walk.quote.id}`), 200);
    assert.deepEqual(again, walk.quote);
    say(`valid until ${again.valid_until}`);
  });
  await step('an order needs an account', async (say) => {
    const answer = await visitor.post('/orders', order_request(walk.quote.id));
    expect(answer, 401, 'session_required');
    say(refused(answer));
  });
}

async function join(walk, step) {
  const { customer, server } = walk;
  const person = (walk.person = new_person());
  await step('sign-up', async (say) => {
    expect(await customer.post('/accounts', person), 202);
    say(person.email);
  });
  await step('nobody signs in before the address is confirmed', async (say) => {
    const answer = await customer.post('/sessions', { email: person.email, password: person.password });
    expect(answer, 401, 'credentials_refused');
    say(`${refused(answer)}, as for anybody`);
  });
  await step('the mail is in the outbox; its link and the password confirm the address, and sign in', async (say) => {
    const token = await verification_token(server.outbox, person.email);
    expect(await customer.post('/email-verifications', { token, password: `${person.password}x` }), 422, 'verification_refused');
    expect(await customer.post('/email-verifications', { token, password: person.password }), 201);
    expect(await customer.post('/email-verifications', { token, password: person.password }), 422, 'verification_refused');
    say('confirmed; the link alone is not enough, and works once');
  });
  await step('a wrong password is refused', async (say) => {
    const answer = await customer.post('/sessions', { email: person.email, password: `${person.password}x` });
    expect(answer, 401, 'credentials_refused');
    say(refused(answer));
  });
  await step('sign-in', async (say) => {
    const { account, owes } = expect(await customer.post('/sessions', { email: person.email, password: person.password }), 201);
    assert.equal(owes, 'nothing');
    assert.equal(account.role, 'customer');
    assert.ok(customer.cookie, 'a session cookie came');
    assert.equal(expect(await customer.get('/account'), 200).id, account.id);
    say(`${account.name}, ${account.role}`);
  });
  await step('the customer follows live events', async (say) => {
    walk.follower = await new Follower(customer).open();
    assert.equal(walk.follower.status, 200);
    assert.match(walk.follower.type, /^text\/event-stream/);
    say(walk.follower.type);
  });
}

async function place(walk, step) {
  const { customer } = walk;
  const key = randomUUID();
  const request = order_request(walk.quote.id);
  await step('the order is placed, its price is the quote’s', async (say) => {
    walk.order = expect(await customer.post('/orders', request, { 'idempotency-key': key }), 201);
    assert.deepEqual(walk.order.price, walk.quote.price.total);
    assert.equal(walk.order.cooling_off.waived_at, null);
    say(`${walk.order.state}, ${money(walk.order.price)}, may be withdrawn until ${walk.order.cooling_off.ends_at}`);
  });
  await step('sent again, it is the same order', async (say) => {
    const again = expect(await customer.post('/orders', request, { 'idempotency-key': key }), 201);
    assert.equal(again.id, walk.order.id);
    assert.equal(expect(await customer.get('/orders'), 200).items.length, 1);
    say('one order');
  });
  await step('the same key for another order is refused', async (say) => {
    const other = { ...request, note: 'another' };
    const answer = await customer.post('/orders', other, { 'idempotency-key': key });
    expect(answer, 409, 'idempotency_key_reused');
    say(refused(answer));
  });
}

/** The crew that holds an open offer of the order, and the offer. */
export function offered_crew(crews, order, seconds = 15) {
  return until(`an offer of order ${order}`, async () => {
    const found = await Promise.all(
      crews.map(async (crew) => {
        const { items } = expect(await crew.get('/offers'), 200);
        return { crew, offer: items.find((offer) => offer.order === order) };
      }),
    );
    return found.find(({ offer }) => offer !== undefined);
  }, seconds);
}

export async function advance(client, seconds) {
  return expect(await client.post('/development/clock', { advance_seconds: Math.ceil(seconds) }), 200).now;
}

/** Signs in again where the moved clock has ended a session. */
async function still_signed_in(client, sign_in) {
  if ((await client.get('/account')).status === 401) await client.sign_in(sign_in);
}

async function match(walk, step) {
  const { customer, order } = walk;
  await step('the crews sign in', async (say) => {
    walk.crews = await signed_in_crews(walk.server);
    say(`${walk.crews.length} crews`);
  });
  let held;
  await step('a crew is offered the order', async (say) => {
    held = await offered_crew(walk.crews, order.id);
    assert.equal(expect(await customer.get(`/orders/${order.id}`), 200).state, 'offered');
    say(`${held.crew.account.name}, ${held.offer.distance_km} km away, until ${held.offer.expires_at}`);
  });
  const decliner = held.crew;
  await step('it declines, another crew is offered it', async (say) => {
    expect(await decliner.post(`/offers/${held.offer.id}/refusal`, { reason: 'the van is in repair' }), 204);
    held = await offered_crew(walk.crews, order.id);
    assert.notEqual(held.crew, decliner);
    say(held.crew.account.name);
  });
  await step('nobody answers in time, it is offered again, not to the decliner', async (say) => {
    const late = held;
    const now = Date.parse(await advance(customer, 1));
    await advance(customer, (Date.parse(late.offer.expires_at) - now) / 1000 + 1);
    await still_signed_in(customer, walk.person);
    for (const crew of walk.crews) {
      const own = [walk.server.sign_ins.crew, ...(walk.server.sign_ins.crews ?? [])].find((one) => one.email === crew.email);
      await still_signed_in(crew, own);
    }
    expect(await late.crew.post(`/offers/${late.offer.id}/acceptance`, {}), 409, 'offer_closed');
    held = await offered_crew(walk.crews, order.id);
    assert.notEqual(held.offer.id, late.offer.id);
    assert.notEqual(held.crew, decliner, 'a decliner is not asked again');
    say(`${held.crew.account.name}; the late answer got 409 offer_closed`);
  });
  await step('it accepts', async (say) => {
    walk.crew = held.crew;
    const taken = expect(await held.crew.post(`/offers/${held.offer.id}/acceptance`, {}), 200);
    assert.ok(!('address' in taken || 'contact' in taken), 'whose house it is stands in the job alone');
    walk.job = expect(await held.crew.get(`/jobs/${taken.id}`), 200);
    assert.equal(walk.job.state, 'matched');
    expect(await held.crew.post(`/offers/${held.offer.id}/acceptance`, {}), 409, 'offer_closed');
    say(`${walk.job.state}; waits for the ${walk.job.waits_for}`);
  });
  await step('another crew does not find the job', async (say) => {
    const other = walk.crews.find((crew) => crew !== walk.crew);
    const answer = await other.get(`/jobs/${walk.job.id}`);
    expect(answer, 404);
    say(refused(answer));
  });
}

/** A move by the crew; a refusal is returned as it came. */
async function crew_move(walk, event, more = {}) {
  const answer = await walk.crew.post(`/jobs/${walk.job.id}/moves`, { event, version: walk.job.version, ...more });
  if (answer.status === 200) walk.job = { ...walk.job, ...answer.body };
  return answer;
}

async function customer_move(walk, event, more = {}) {
  const { version } = expect(await walk.customer.get(`/orders/${walk.order.id}`), 200);
  const answer = await walk.customer.post(`/orders/${walk.order.id}/moves`, { event, version, ...more });
  walk.job = expect(await walk.crew.get(`/jobs/${walk.job.id}`), 200);
  return answer;
}

async function design(walk, step) {
  const by_crew = (event, state) =>
    step(`crew: ${event}`, async (say) => {
      assert.ok(walk.job.moves.includes(event), `${event} is not among the moves offered: ${walk.job.moves}`);
      assert.equal(expect(await crew_move(walk, event), 200).state, state);
      say(state);
    });
  const by_customer = (event, state) =>
    step(`customer: ${event}`, async (say) => {
      const order = expect(await customer_move(walk, event), 200);
      assert.equal(order.state, state);
      say(state);
    });
  walk.by_crew = by_crew;
  await by_crew('start_survey', 'survey');
  await by_customer('hold', 'on_hold');
  await by_customer('resume', 'survey');
  await by_crew('finish_survey', 'design');
  await by_crew('submit_design', 'customer_approval');
  await step('the crew may not approve its own design', async (say) => {
    const answer = await crew_move(walk, 'approve_design');
    assert.ok([409, 422].includes(answer.status), answer.text);
    say(refused(answer));
  });
  await by_customer('request_changes', 'design');
  await by_crew('submit_design', 'customer_approval');
  await step('a stale version is refused', async (say) => {
    const answer = await walk.customer.post(`/orders/${walk.order.id}/moves`, { event: 'approve_design', version: 1 });
    expect(answer, 409, 'order_changed');
    say(refused(answer));
  });
  await by_customer('approve_design', 'permit');
  await by_crew('permit_refused', 'design');
  await by_crew('submit_design', 'customer_approval');
  await by_customer('approve_design', 'permit');
  await by_crew('permit_granted', 'interconnection');
}

/** Days on which a crew may be on the roof: the first after the time to withdraw, and the weeks after. */
function* installation_dates(cooling_off) {
  for (let day = 1; day <= 28; ++day)
    yield new Date(Date.parse(cooling_off.ends_at) + day * day_s * 1000).toISOString().slice(0, 10);
}

async function schedule(walk, event) {
  let answer;
  for (const installation_date of installation_dates(walk.job.cooling_off)) {
    if (installation_date === walk.job.installation_date) continue;
    answer = await crew_move(walk, event, { installation_date });
    if (answer.status !== 422) break;
  }
  return expect(answer, 200);
}

async function cut_and_resume(walk) {
  const { follower } = walk;
  follower.close();
  await schedule(walk, 'reschedule');
  await follower.open(follower.last_id);
}

/** The version that the last event of an order told; visits have events of their own between them. */
const told_version = ({ follower }) => follower.events.findLast(({ event }) => event === 'order')?.data.version;

async function install(walk, step) {
  const own = () => walk.customer.get(`/orders/${walk.order.id}`).then((answer) => expect(answer, 200));
  await step('crew: schedule_installation', async (say) => {
    assert.equal((await schedule(walk, 'schedule_installation')).state, 'scheduled');
    say(walk.job.installation_date);
  });
  await step('the event stream is cut, and goes on where it was', async (say) => {
    await until('the event of the schedule', () => told_version(walk) >= walk.job.version);
    await cut_and_resume(walk);
    await until('the event of the meantime', () => told_version(walk) >= walk.job.version);
    say(`resumed after event ${walk.follower.events.at(-2).id}; rescheduled to ${walk.job.installation_date} meanwhile`);
  });
  await step('no work begins while the customer may withdraw', async (say) => {
    const answer = await crew_move(walk, 'start_work', { start_code: (await own()).start_code });
    expect(answer, 409, 'cooling_off_running');
    say(refused(answer));
  });
  await step('the customer waives the wait', async (say) => {
    const { version } = await own();
    const order = expect(await walk.customer.post(`/orders/${walk.order.id}/cooling-off-waiver`, { version }), 200);
    assert.ok(order.cooling_off.waived_at);
    walk.job = expect(await walk.crew.get(`/jobs/${walk.job.id}`), 200);
    say(`waived at ${order.cooling_off.waived_at}`);
  });
  await step('a wrong start code is refused', async (say) => {
    const right = (await own()).start_code;
    assert.match(right, /^\d{6}$/);
    assert.ok(!JSON.stringify(walk.job).includes(right), 'the crew is not told the code');
    const wrong = right === '000000' ? '111111' : '000000';
    const answer = await crew_move(walk, 'start_work', { start_code: wrong });
    expect(answer, 403, 'start_code_refused');
    walk.job = expect(await walk.crew.get(`/jobs/${walk.job.id}`), 200);
    say(refused(answer));
  });
  await step('the code that the customer reads out starts the work', async (say) => {
    const job = expect(await crew_move(walk, 'start_work', { start_code: (await own()).start_code }), 200);
    assert.equal(job.state, 'installing');
    say(job.state);
  });
}

async function finish(walk, step) {
  const { by_crew, customer, order } = walk;
  await by_crew('finish_work', 'installed');
  await step('what stands on the roof is not cancelled', async (say) => {
    const answer = await customer_move(walk, 'cancel');
    expect(answer, 409, 'move_not_allowed');
    say(refused(answer));
  });
  await by_crew('request_inspection', 'inspection');
  await by_crew('fail_inspection', 'rework');
  await by_crew('finish_rework', 'inspection');
  await by_crew('pass_inspection', 'permission_to_operate');
  await by_crew('power_on', 'done');
  await step('the customer rates, once', async (say) => {
    const rated = expect(await customer.post(`/orders/${order.id}/rating`, { stars: 5, comment: 'Neat work.' }), 200);
    assert.equal(rated.rating.stars, 5);
    const again = await customer.post(`/orders/${order.id}/rating`, { stars: 1 });
    expect(again, 409, 'already_rated');
    say(`5 stars; a second rating got ${refused(again)}`);
  });
}

const whole_way = [
  'matching', 'offered', 'matching', 'offered', 'matching', 'offered', 'matched', 'survey', 'on_hold', 'survey', 'design',
  'customer_approval', 'design', 'customer_approval', 'permit', 'design', 'customer_approval', 'permit', 'interconnection',
  'scheduled', 'scheduled', 'installing', 'installed', 'inspection', 'rework', 'inspection', 'permission_to_operate', 'done',
];

async function look_back(walk, step) {
  const { customer, order } = walk;
  await step('the timeline holds every move, timed', async (say) => {
    const { items } = expect(await customer.get(`/orders/${order.id}/timeline`), 200);
    const moves = items.filter((item) => item.from !== item.to || item.event === 'reschedule');
    const ways = moves.map((item) => item.to).filter((state) => state !== 'placed');
    assert.deepEqual(ways, whole_way);
    for (let at = 1; at < moves.length; ++at) {
      assert.equal(moves[at].from, moves[at - 1].to);
      assert.ok(Date.parse(moves[at].at) >= Date.parse(moves[at - 1].at));
    }
    const others = expect(await walk.crew.get(`/jobs/${walk.job.id}/timeline`), 200);
    assert.ok(others.items.length > 0);
    say(`${items.length} entries, from ${items[0].at} to ${items.at(-1).at}`);
  });
  await step('the live events told the same, none twice', async (say) => {
    const own = () => walk.follower.events.filter((event) => event.event === 'order' && event.data.order === order.id);
    await until('the last event', () => own().at(-1)?.data.state === 'done');
    const ids = walk.follower.events.map((event) => Number(event.id));
    assert.ok(ids.every((id, at) => at === 0 || id > ids[at - 1]), `ids rise: ${ids}`);
    const told = own().map((event) => event.data.state);
    const changes = (states) => states.filter((state, at) => at === 0 || state !== states[at - 1]);
    assert.deepEqual(changes(told).filter((state) => state !== 'placed'), changes(whole_way));
    walk.follower.close();
    say(`${own().length} events of this order`);
  });
}

async function cancel_another(walk, step) {
  const { customer } = walk;
  let second;
  await step('a second order is placed', async (say) => {
    const quote = expect(await customer.post('/quotes', quote_request({ monthly_bill_minor: 9500, yearly_use_kwh: undefined })), 201);
    second = expect(await customer.post('/orders', order_request(quote.id), { 'idempotency-key': randomUUID() }), 201);
    say(second.state);
  });
  await step('somebody else does not find it', async (say) => {
    const answer = await walk.crew.get(`/orders/${second.id}`);
    assert.ok([403, 404].includes(answer.status), answer.text);
    say(refused(answer));
  });
  await step('the customer cancels it, and its offer closes', async (say) => {
    const held = await offered_crew(walk.crews, second.id);
    const { version } = expect(await customer.get(`/orders/${second.id}`), 200);
    const order = expect(await customer.post(`/orders/${second.id}/moves`, { event: 'cancel', version, note: 'we move house' }), 200);
    assert.equal(order.state, 'cancelled');
    assert.deepEqual(order.moves, []);
    const answer = await held.crew.post(`/offers/${held.offer.id}/acceptance`, {});
    expect(answer, 409, 'offer_closed');
    say(`${order.state}; the crew’s answer got ${refused(answer)}`);
  });
  await step('sign-out ends the session', async (say) => {
    const { cookie } = customer;
    expect(await customer.delete('/sessions/current'), 204);
    customer.cookie = cookie;
    const answer = await customer.get('/account');
    expect(answer, 401, 'session_required');
    say(`the old cookie got ${refused(answer)}`);
  });
}

/** @param {object} server as `scratch()` gives it  @param step see above */
export async function walk_an_order(server, step) {
  const walk = { server };
  try {
    for (const part of [visit, join, place, match, design, install, finish, look_back, cancel_another]) await part(walk, step);
  } finally {
    walk.follower?.close();
    walk.customer?.close();
    for (const crew of walk.crews ?? []) crew.close();
  }
}
