// The matrix: endpoint × who asks × what they show × whose thing. Each cell is tried once and judged by the statement.
import { refuses } from '../parts/problem.mjs';
import { ask, connections } from './asking.mjs';
import { absent_id, others_things, roles } from './cast.mjs';
import { names_others, never_told, not_settable, outcome, statement } from './expected.mjs';
import { answer_for, complete, probes, turn_of, turns } from './probes.mjs';

const asked_at_once = 8;

/** The endpoints that the server publishes: { name, method, path, parameter }. */
export function endpoints_of(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: name }]) => ({
      name,
      method: method.toUpperCase(),
      path,
      parameter: /\{([a-z_]+)\}/.exec(path)?.[1],
    })),
  );
}

/** What the statement and the program do not both have. */
export function differences(endpoints) {
  const names = new Set(endpoints.map((endpoint) => endpoint.name));
  return [
    ...endpoints.filter(({ name }) => !statement.has(name)).map(({ name }) => `${name}: no row in expected.mjs says who may`),
    ...[...statement.keys()].filter((name) => !names.has(name)).map((name) => `${name}: a row in expected.mjs, and no such endpoint`),
    ...[...statement.keys()].filter((name) => !probes[name]).map((name) => `${name}: no probe`),
    ...endpoints.filter(({ name, parameter }) => statement.has(name) && (parameter === undefined) !== (statement.get(name).of === undefined))
      .map(({ name }) => `${name}: the path and the row do not agree on whether an object is named`),
  ];
}

// ---- which cells there are

function things(cast, probe, kind, asker) {
  const { customer, crew } = cast.others;
  const others = {
    order: customer.order, quote: customer.quote, session: customer.session, passkey: customer.passkey, api_key: customer.api_key,
    job: crew.job, offer: crew.offer, grant: probe.target ? cast.targets[probe.target] : cast.others.grant, account: probe.target ? cast.targets[probe.target] : customer.account,
    alert: cast.alerts[probe.target], change: cast.change, case: cast.others.case, request: cast.others.request, own_change: cast.others.own_change,
    visit: crew.visit, absence: crew.absence, closed_day: cast.closed_day,
  };
  return [['own', asker.own[kind]], ['other', others[kind]], ['none', absent_id]].filter(([, id]) => id !== undefined);
}

function cells_of(cast, endpoint) {
  const row = statement.get(endpoint.name);
  const probe = probes[endpoint.name];
  const of_asker = (asker) => {
    const { person, shown } = asker;
    const about = { endpoint, row, probe, asker, person, shown };
    if (!row.of) return [{ ...about, whose: '-' }];
    return things(cast, probe, row.kind, asker).map(([whose, id]) => ({ ...about, whose, id }));
  };
  return cast.askers.filter((asker) => asker.headers(row.key) !== undefined).flatMap(of_asker);
}

/** Every cell, with the turn that it is tried in. */
export function cells(cast, endpoints) {
  return endpoints.filter(({ name }) => statement.has(name) && probes[name]).flatMap((endpoint) => cells_of(cast, endpoint))
    .map((cell) => ({ ...cell, turn: turn_of(cell.probe, outcome(cell.row, cell), cell.asker) }));
}

// ---- trying one

const request_of = (cast, { endpoint, row, probe, asker, id }) => ({
  method: endpoint.method,
  path: endpoint.path.replace(/\{[a-z_]+\}/, id) + (probe.query ?? ''),
  headers: asker.headers(row.key),
  body: typeof probe.body === 'function' ? probe.body(cast) : probe.body,
});

const summary = (answer) => [answer.status, answer.body?.code].filter(Boolean).join(' ');

/** All names of members in an answer, at any depth. */
function members(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach((one) => members(one, found));
  else if (value && typeof value === 'object')
    Object.entries(value).forEach(([name, one]) => (found.add(name), members(one, found)));
  return found;
}

/** Texts that stand in no answer to anybody else: [account, kind, text]. */
function marks(cast) {
  const { customer, crew } = cast.others;
  const { person } = customer.client;
  return [
    ...['order', 'session', 'passkey', 'api_key', 'account'].map((kind) => [customer.account, 'ids', customer[kind]]),
    [customer.account, 'people', person.email],
    ...['job', 'offer'].map((kind) => [crew.client.account.id, 'ids', crew[kind]]),
    [crew.client.account.id, 'people', crew.client.account.email],
    ...roles.flatMap((role) => {
      const { own, email } = cast.actors[role];
      return [...['session', 'passkey', 'api_key', 'account'].map((kind) => [own.account, 'ids', own[kind]]), [own.account, 'people', email]];
    }),
  ];
}

const may_name = { people: ['people', 'ids'], ids: ['ids'] };

/** What an answer says that it must not: of others, or of what this role is not told. */
function told_too_much({ endpoint, asker }, answer, all_marks) {
  if (answer.status >= 300 || answer.body === undefined) return [];
  const allowed = may_name[names_others.get(endpoint.name)] ?? [];
  const found = members(answer.body);
  return [
    ...all_marks.filter(([owner, kind, text]) => owner !== asker.own.account && !allowed.includes(kind) && answer.text.includes(text))
      .map(([, kind, text]) => `it names another's ${kind}: ${text}`),
    ...(never_told.get(endpoint.name) ?? []).filter((name) => found.has(name)).map((name) => `it tells '${name}'`),
  ];
}

function malformed(answer) {
  if (answer.status < 400) return [];
  try {
    refuses(answer, answer.status);
    return [];
  } catch (error) {
    return [error.message];
  }
}

async function in_parallel(items, work) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: asked_at_once }, worker));
}

/** Tries all cells, turn by turn; gives each with what came: { ...cell, got, faults }. `after` is told of each turn's end. */
export async function tried(cast, all, after = async () => {}) {
  const agent = connections(cast.server);
  const all_marks = marks(cast);
  const results = [];
  for (const turn of Object.values(turns)) {
    await in_parallel(all.filter((cell) => cell.turn === turn), async (cell) => {
      const answer = await ask(cast.server, agent, request_of(cast, cell));
      results.push({ ...cell, got: summary(answer), faults: [...malformed(answer), ...told_too_much(cell, answer, all_marks)] });
    });
    await after(turn);
  }
  agent.destroy();
  return results;
}

// ---- judging

/** What is wrong with a cell that was tried, in words; nothing where it is right. `row` is the statement's, or a changed one. */
export function wrong(result, row = result.row) {
  const want = answer_for(result.probe, outcome(row, result), result.asker);
  const faults = result.got === want ? result.faults : [`expected ${want}, got ${result.got}`, ...result.faults];
  const { endpoint, person, shown, whose } = result;
  return faults.map((fault) => `${endpoint.name} | ${person} | ${shown} | ${whose}: ${fault}`);
}

// ---- what is not a cell of its own

/** Members that are not the caller's to set. */
export async function tried_members(cast, endpoints) {
  const agent = connections(cast.server);
  const faults = [];
  for (const [name, person, more] of not_settable) {
    const endpoint = endpoints.find((one) => one.name === name);
    const asker = cast.askers.find((one) => one.person === person && (one.shown === 'fresh' || one.shown === 'nothing'));
    const [[, id] = []] = things(cast, probes[name], statement.get(name).kind, asker).filter(([whose]) => whose !== 'none');
    const body = { ...(complete[name] ?? probes[name].body), ...more };
    const cell = { endpoint, row: statement.get(name), probe: { ...probes[name], body }, asker, id };
    const answer = await ask(cast.server, agent, request_of(cast, cell));
    const member = Object.keys(more)[0];
    if (summary(answer) !== '422 unknown_member' || answer.body.field !== member)
      faults.push(`${name} | ${person}: the member ${member} should be refused, got ${answer.text || answer.status}`);
  }
  agent.destroy();
  return { count: not_settable.length, faults };
}

/** What the granted cells have done, as it shows between the turns, and that nothing was done to others. */
export class LookedAt {
  count = 0;
  faults = [];

  constructor(cast, before) {
    Object.assign(this, { cast, before });
  }

  async after(turn) {
    if (turn === turns.taking) {
      await this.#ended('the session that was named', ({ ended_one }) => ended_one);
      this.#check('the sessions that an officer ended have ended', (await this.cast.known_as(this.cast.watched)) === undefined);
      await this.#others();
    }
    if (turn === turns.old_session) await this.#ended('the session that was signed out', ({ stale }) => stale);
    if (turn === turns.other_sessions) await this.#ended('every other session', ({ ended_all }) => ended_all);
    if (turn === turns.session) {
      await this.#ended('one’s own session', ({ fresh }) => fresh);
      await this.#others();
    }
  }

  #check(what, holds) {
    ++this.count;
    if (!holds) this.faults.push(`afterwards: not so: ${what}`);
  }

  async #ended(what, client_of) {
    for (const role of roles)
      this.#check(`${role}: ${what} has ended`, (await this.cast.known_as(client_of(this.cast.actors[role]))) === undefined);
  }

  async #others() {
    // What its owner cannot even ask for any more is not as it was.
    const now = await others_things(this.cast.others).catch((error) => ({ error: error.message }));
    for (const [what, value] of Object.entries(this.before))
      this.#check(`another's ${what} is as it was${now.error ? ` (${now.error})` : ''}`, JSON.stringify(value) === JSON.stringify(now[what]));
  }
}
