// Grants and the course over HTTPS: what must not happen around them. The way itself is walked in walk.test.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scratch } from './parts/client.mjs';
import { take_course, right_answers, course_answers } from './parts/course.mjs';
import { break_glass, contact_of, new_engineer, staff_client } from './parts/grant_walk.mjs';
import { signed_in_customer } from './parts/people.mjs';
import { refuses } from './parts/problem.mjs';
import { until } from './parts/until.mjs';
import { advance, expect } from './parts/walk.mjs';

const server = scratch();
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('grants', () => {
  let engineer, officer, support, customer;
  before(async () => {
    [officer, support, customer] = [await staff_client(server, 'security'), await staff_client(server, 'support'), await signed_in_customer(server)];
    engineer = await new_engineer(server);
    await take_course(engineer);
  });
  after(() => [engineer, officer, support, customer].forEach((client) => client?.close()));

  const asked = async (holder = engineer, what = contact_of(customer.account.id)) => expect(await holder.post('/grants', what), 201);
  const state_of = async (id) => expect(await engineer.get('/grants'), 200).items.find((one) => one.id === id).state;

  test('what is sent twice under one key is asked for and approved once', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [await engineer.post('/grants', contact_of(customer.account.id), headers), await engineer.post('/grants', contact_of(customer.account.id), headers)];
    assert.equal(expect(first, 201).id, expect(second, 201).id);
    const approval = { 'idempotency-key': crypto.randomUUID() };
    const answers = [await officer.post(`/grants/${first.body.id}/approval`, {}, approval), await officer.post(`/grants/${first.body.id}/approval`, {}, approval)];
    assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
    assert.equal(answers[0].body.ends_at, answers[1].body.ends_at);
    const events = expect(await officer.get(`/security-events?account=${customer.account.id}`), 200).items;
    assert.equal(events.filter(({ grant, kind }) => grant === first.body.id && kind === 'grant_approved').length, 1);
    expect(await engineer.delete(`/grants/${first.body.id}`), 204);
  });

  test('requests of another shape are refused with the member that is wrong', async () => {
    const good = contact_of(customer.account.id);
    for (const [body, code, field] of [
      [{ ...good, purpose: 'too short' }, 'too_short', 'purpose'],
      [{ ...good, purpose: 'x'.repeat(401) }, 'too_long', 'purpose'],
      [{ ...good, purpose: '          \n ' }, undefined, 'purpose'],
      [{ ...good, minutes: 481 }, 'out_of_range', 'minutes'],
      [{ ...good, minutes: 4 }, 'out_of_range', 'minutes'],
      [{ ...good, minutes: 5.5 }, undefined, 'minutes'],
      [{ ...good, scope: 'all' }, 'unknown_value', 'scope'],
      [{ ...good, scope: 'system' }, 'unknown_member', 'account'],
      [{ ...good, account: undefined }, 'missing_member', 'account'],
      [{ ...good, account: "' or 1=1 --" }, 'malformed_id', 'account'],
    ]) {
      const answer = await engineer.post('/grants', body);
      assert.deepEqual([answer.status, answer.body.field], [422, field], JSON.stringify(body));
      if (code) assert.equal(answer.body.code, code);
    }
    refuses(await engineer.post('/grants', contact_of('01900000-0000-7000-8000-0000000000ff')), 404, 'no_such_account');
  });

  test('a lock of the holder ends it, and unlocking does not bring it back', async () => {
    const other = await new_engineer(server);
    await take_course(other);
    const { id } = await asked(other, break_glass());
    expect(await officer.post(`/grants/${id}/approval`), 200);
    expect(await support.post(`/grants/${id}/approval`), 200);
    const live = async () => expect(await officer.get('/live-grants'), 200).items.some((one) => one.id === id);
    assert.ok(await live());
    expect(await officer.post(`/accounts/${other.account.id}/lock`, { reason: 'suspicious' }), 204);
    assert.ok(!(await live()));
    expect(await officer.delete(`/accounts/${other.account.id}/lock`), 204);
    assert.ok(!(await live()));
    expect(await officer.post(`/grants/${id}/revocation`), 409, 'grant_over');
    other.close();
  });

  test('a request that nobody decides lapses after a day', async () => {
    const { id } = await asked();
    await advance(engineer, 24 * 3600);
    for (const client of [engineer, officer, support]) client.close();
    [engineer, officer, support] = [engineer, await staff_client(server, 'security'), await staff_client(server, 'support')];
    await engineer.sign_in(engineer.signs_in_with);
    assert.equal(await state_of(id), 'expired');
    assert.ok(!expect(await officer.get('/grant-requests'), 200).items.some((one) => one.id === id));
    expect(await officer.post(`/grants/${id}/approval`), 409, 'grant_over');
  });

  test('who has made an account approves nothing for it', async () => {
    const { id } = await asked();
    const maker = await staff_client(server, 'security', 1);
    refuses(await maker.post(`/grants/${id}/approval`), 409, 'not_independent');
    expect(await maker.post(`/grants/${id}/refusal`, { reason: 'Ask for less.' }), 204);
    maker.close();
    assert.equal(await state_of(id), 'refused');
  });

  test('a stale proof neither asks nor approves, and gives back all the same', async () => {
    const { id } = await asked();
    const waiting = await asked();
    await advance(engineer, 11 * 60);
    expect(await engineer.post('/grants', contact_of(customer.account.id)), 403, 'step_up_required');
    expect(await officer.post(`/grants/${waiting.id}/approval`), 403, 'step_up_required');
    expect(await officer.post(`/grants/${waiting.id}/refusal`, { reason: 'not now' }), 403, 'step_up_required');
    expect(await engineer.delete(`/grants/${id}`), 204);
    assert.equal(await state_of(waiting.id), 'requested');
    expect(await engineer.delete(`/grants/${waiting.id}`), 204);
  });

  test('another site cannot make anybody approve', async () => {
    const answer = await officer.post('/grants/01900000-0000-7000-8000-0000000000ff/approval', {}, { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' });
    refuses(answer, 403, 'cross_site_request');
  });

  test('the log still verifies, with every step in it', async () => {
    const config = join(process.env.SUNCREW_DIR, 'suncrew.toml');
    const look = () => JSON.parse(spawnSync(join(root, 'build/release/suncrew'), ['audit', 'verify', '--config', config, '--json'], { encoding: 'utf8', env: { PATH: process.env.PATH } }).stdout);
    // The clock has jumped: what waits for its place now seems to wait for long.
    const found = await until('every entry has its place', () => [look()].find(({ pending }) => pending === 0));
    assert.deepEqual(found.flaws, []);
  });
});

describe('the course', () => {
  test('keeps its right answers to the server', async () => {
    const client = await staff_client(server, 'sales');
    const { questions } = expect(await client.get('/training?language=en'), 200);
    assert.deepEqual(Object.keys(questions[0]).sort(), ['answers', 'text']);
    client.close();
    const out = join(root, 'web/out/_next/static');
    for (const name of readdirSync(out, { recursive: true }).filter((one) => one.endsWith('.js'))) {
      const text = readFileSync(join(out, name), 'utf8');
      assert.ok(!text.includes(questions[0].text) && !text.includes(questions[0].answers[2]), name);
    }
  });

  test('holds tries back after ten in an hour, and lets in the right ones an hour later', async () => {
    const engineer = await new_engineer(server);
    const answers = right_answers.map((right) => (right + 1) % 3);
    for (let left = 9; left >= 0; --left) {
      const result = expect(await engineer.post('/training/answers', course_answers(answers)), 200);
      assert.deepEqual([result.passed, result.wrong.length, result.tries_left], [false, 8, left]);
    }
    const held = await engineer.post('/training/answers', course_answers());
    refuses(held, 429, 'too_many_tries');
    expect(await engineer.post('/grants', break_glass()), 403, 'training_required');
    assert.ok(Number(held.headers['retry-after']) <= 3600);
    await advance(engineer, 3600);
    await engineer.sign_in(engineer.signs_in_with);
    await take_course(engineer);
    engineer.close();
  });

  test('answers in a shape that they cannot have are refused', async () => {
    const client = await staff_client(server, 'support');
    for (const answers of [[], right_answers.slice(1), [...right_answers, 0], right_answers.map(() => 3), right_answers.map(String), 'all'])
      assert.equal((await client.post('/training/answers', course_answers(answers))).status, 422, JSON.stringify(answers));
    refuses(await client.post('/training/answers', { ...course_answers(), version: 2 }), 409, 'course_changed');
    client.close();
  });
});
