// Visits over HTTPS, step by step: an order gets its day and hour, the crew sees its day, a dispatcher tries and moves, the
// customer is asked and answers, a crew is away, a day is closed.
import assert from 'node:assert/strict';
import { staff_client } from './grant_walk.mjs';
import { order_request, quote_request, signed_in_crews, signed_in_customer } from './people.mjs';
import { until } from './until.mjs';
import { expect, offered_crew } from './walk.mjs';

const day_ms = 86_400_000;
const days_after = (day, days) => new Date(Date.parse(day) + days * day_ms).toISOString().slice(0, 10);

const visit_of = async (walk) =>
  expect(await walk.customer.get(`/orders/${walk.order.id}/visits`), 200).items.find(({ state }) => state !== 'gone');

async function planned(walk, step) {
  await step('a crew takes an order, and the planning gives its survey an hour of the day', async (say) => {
    const quote = expect(await walk.customer.post('/quotes', quote_request()), 201);
    walk.order = expect(await walk.customer.post('/orders', order_request(quote.id)), 201);
    const held = await offered_crew(walk.crews, walk.order.id);
    walk.crew = held.crew;
    const { visit_date } = expect(await walk.crew.post(`/offers/${held.offer.id}/acceptance`, {}), 200);
    walk.visit = await until('the visit', () => visit_of(walk));
    assert.equal(walk.visit.kind, 'survey');
    assert.equal(walk.visit.day, visit_date);
    assert.equal(walk.visit.question_open, false);
    say(`${walk.visit.day}, ${walk.visit.state}`);
  });
  await step('the crew sees where and when, and not whose', async (say) => {
    const day = expect(await walk.crew.get(`/crew/day?day=${walk.visit.day}`), 200);
    walk.stop = day.stops.find(({ visit }) => visit === walk.visit.id);
    assert.equal(walk.stop.city, walk.order.address.city);
    assert.ok(!JSON.stringify(day).includes(walk.order.contact.phone));
    const { days } = expect(await walk.crew.get(`/crew/calendar?from=${walk.visit.day}&days=2`), 200);
    assert.equal(days[0].visits, day.stops.length);
    say(`${day.stops.length} stops, ${day.road_km.toFixed(0)} km`);
  });
  await step('what is not the next step, or not of today, is refused', async (say) => {
    expect(await walk.crew.post(`/crew/visits/${walk.visit.id}/progress`, { event: 'arrive' }), 409, 'progress_not_allowed');
    expect(await walk.crew.post(`/crew/visits/${walk.visit.id}/progress`, { event: 'set_off' }), 409, 'not_today');
    expect(await walk.crew.post(`/crew/visits/${walk.visit.id}/progress`, { event: 'late' }), 422, 'missing_member');
    say('409 progress_not_allowed, 409 not_today');
  });
  await step('another crew’s visit looks like none', async (say) => {
    const other = walk.crews.find((crew) => crew !== walk.crew);
    expect(await other.post(`/crew/visits/${walk.visit.id}/progress`, { event: 'set_off' }), 404, 'visit_not_found');
    say('404 visit_not_found');
  });
}

async function dispatched(walk, step) {
  const { support } = walk;
  await step('the board shows the day, and nothing of whose house it is', async (say) => {
    const board = expect(await support.get(`/dispatch/board?day=${walk.visit.day}`), 200);
    const crew = board.crews.find(({ stops }) => stops.some(({ visit }) => visit === walk.visit.id));
    walk.crew_id = crew.crew;
    const { address, contact } = walk.order;
    for (const text of [address.street, contact.phone, contact.name]) assert.ok(!JSON.stringify(board).includes(text), text);
    say(`${board.crews.length} crews, ${board.figures.visits} visits, ${board.waiting.length} orders wait`);
  });
  await step('a trial tells what a move would cost, and does nothing', async (say) => {
    for (let days = 1; days < 12 && !walk.to; ++days) {
      const body = { visit: walk.visit.id, crew: walk.crew_id, day: days_after(walk.visit.day, days), before: null };
      const trial = expect(await support.post('/dispatch/trials', body), 200);
      if (trial.possible) walk.to = { ...body, trial };
      else assert.ok(trial.reasons.length > 0);
    }
    assert.equal((await visit_of(walk)).day, walk.visit.day);
    const { km_before, km_after } = walk.to.trial;
    say(`${walk.to.day}: ${km_before.toFixed(1)} km become ${km_after.toFixed(1)}`);
  });
  await step('the move is done, and the customer asked', async (say) => {
    const { trial, ...to } = walk.to;
    expect(await support.post('/dispatch/moves', { ...to, reason: 'crew_asked' }), 200);
    const moved = await visit_of(walk);
    assert.equal(moved.day, to.day);
    assert.equal(moved.question_open, true);
    assert.equal(moved.changes.at(-1).cause, 'dispatcher');
    assert.equal(expect(await walk.customer.get(`/orders/${walk.order.id}`), 200).visit_date, to.day);
    say(moved.day);
  });
  await step('the customer accepts, once', async (say) => {
    const answered = expect(await walk.customer.post(`/visits/${walk.visit.id}/answer`, { accept: true }), 200);
    assert.equal(answered.question_open, false);
    expect(await walk.customer.post(`/visits/${walk.visit.id}/answer`, { accept: true }), 409, 'no_open_question');
    say('409 no_open_question the second time');
  });
  await step('a day is closed in a country, and opened again', async (say) => {
    expect(await support.post('/dispatch/closed-days', { day: days_after(walk.visit.day, 90), reason: 'weather' }), 422, 'one_region');
    const closed = expect(await support.post('/dispatch/closed-days', { day: days_after(walk.visit.day, 90), country: 'ES', reason: 'weather' }), 201);
    expect(await support.delete(`/dispatch/closed-days/${closed.id}`), 204);
    expect(await support.delete(`/dispatch/closed-days/${closed.id}`), 404, 'closed_day_not_found');
    say(closed.day);
  });
}

async function away(walk, step) {
  await step('a crew that is away is planned anew, and its customer asked', async (say) => {
    const { day } = await visit_of(walk);
    const absence = expect(await walk.crew.post('/crew/absences', { from: day, to: day, reason: 'vehicle' }), 201);
    const moved = await until('another day', async () => {
      const visit = await visit_of(walk);
      return visit?.question_open && visit;
    });
    assert.notEqual(moved.day, day);
    assert.equal(moved.changes.at(-1).cause, 'crew_absent');
    expect(await walk.crew.delete(`/crew/absences/${absence.id}`), 204);
    say(`${day} becomes ${moved.day}`);
  });
  await step('the customer names another day, and gets it', async (say) => {
    const { day, id } = await visit_of(walk);
    const days = [1, 2, 3, 4, 5].map((more) => days_after(day, more));
    expect(await walk.customer.post(`/visits/${id}/answer`, { accept: false, days }), 200);
    const moved = await until('one of these days', async () => {
      const visit = await visit_of(walk);
      return days.includes(visit?.day) && visit;
    });
    assert.equal(moved.changes.at(-1).cause, 'customer');
    say(moved.day);
  });
}

/** @param {object} server as `scratch()` gives it  @param step see walk.mjs */
export async function walk_dispatch(server, step) {
  const walk = { server };
  try {
    walk.customer = await signed_in_customer(server);
    walk.crews = await signed_in_crews(server);
    walk.support = await staff_client(server, 'support');
    for (const part of [planned, dispatched, away]) await part(walk, step);
  } finally {
    for (const client of [walk.customer, walk.support, ...(walk.crews ?? [])]) client?.close();
  }
}
