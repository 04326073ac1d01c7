// The whole matrix against a server, and the proof that a wrong statement is noticed.
import { assemble, others_things } from './cast.mjs';
import { LookedAt, cells, differences, endpoints_of, tried, tried_members, wrong } from './cells.mjs';
import { people } from './expected.mjs';
import { connections, ask } from './asking.mjs';

async function published(server) {
  const agent = connections(server);
  const { body } = await ask(server, agent, { method: 'GET', path: '/api/v1/openapi.json', headers: {} });
  agent.destroy();
  return endpoints_of(body);
}

/** { results, tried, faults }: the cells as they were tried, how many things were tried, and what is wrong. */
export async function run_matrix(server) {
  const endpoints = await published(server);
  const cast = await assemble(server);
  try {
    const looked_at = new LookedAt(cast, await others_things(cast.others));
    const fields = await tried_members(cast, endpoints);
    const results = await tried(cast, cells(cast, endpoints), (turn) => looked_at.after(turn));
    return {
      endpoints,
      results,
      tried: results.length,
      fields: fields.count,
      looked_at: looked_at.count,
      faults: [...differences(endpoints), ...results.flatMap((result) => wrong(result)), ...fields.faults, ...looked_at.faults],
    };
  } finally {
    cast.close();
  }
}

// ---- that it can fail

const signed_in = people.slice(people.indexOf('customer'));
const other_marks = (mark) => ['.', 's', '2', '-', 'o'].filter((other) => other !== mark);

/** Every statement that differs from the row in one word, where the word has a meaning for somebody who may ask. */
function changes_of(row, results) {
  const owned = results.some(({ person, whose }) => whose === 'own' && row.may[person] === '.');
  const changed = people.flatMap((person) =>
    other_marks(row.may[person]).map((mark) => [`${person} ${mark}`, { ...row, may: { ...row.may, [person]: mark } }]));
  if (signed_in.some((person) => row.may[person] === '.'))
    for (const shown of ['nothing', 'key', 'session', 'fresh'])
      if (shown !== row.shown) changed.push([`shown ${shown}`, { ...row, shown }]);
  for (const of of ['mine', 'others', 'anyones', 'granted'])
    if (row.of !== undefined && of !== row.of && (owned || of !== 'others')) changed.push([`object ${of}`, { ...row, of }]);
  return changed;
}

/** Judges what came by each statement that is wrong in one word: { changes, unnoticed }. */
export function noticed(results) {
  let changes = 0;
  const unnoticed = [];
  for (const [name, own] of by_name(results))
    for (const [change, row] of changes_of(own[0].row, own)) {
      ++changes;
      if (!own.some((result) => wrong(result, row).length > 0)) unnoticed.push(`${name}: ${change}`);
    }
  return { changes, unnoticed };
}

function by_name(results) {
  const groups = new Map();
  for (const result of results) groups.set(result.endpoint.name, [...(groups.get(result.endpoint.name) ?? []), result]);
  return groups;
}
