// Ranges of addresses as {start, end, country}, bounds included, addresses as BigInt.
import { special4, special6 } from './special.mjs';

/** So is the country called where it is unknown. */
const none = '';
/** The Netherlands Antilles, dissolved in 2010, whose code ISO 3166-1 has withdrawn. */
const withdrawn = new Set(['AN']);

export const ipv4 = {
  bits: 32n,
  special: special4,
  number: (text) => text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n),
};

export const ipv6 = {
  bits: 128n,
  special: special6,
  number(text) {
    const words = (part) => (part === '' ? [] : part.split(':'));
    const [head, tail] = text.split('::').map(words);
    const filled = tail ? [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail] : head;
    return filled.reduce((sum, word) => (sum << 16n) | BigInt(`0x${word}`), 0n);
  },
};

/** The lines `start,end,country` of a source, addresses as decimal numbers. Throws on any other line. */
export function parsed(csv, { bits }, name) {
  const ranges = [];
  csv.split('\n').forEach((line, index) => {
    if (line === '') return;
    const fields = /^(\d{1,39}),(\d{1,39}),([A-Z]{2})\r?$/.exec(line);
    const start = fields && BigInt(fields[1]);
    const end = fields && BigInt(fields[2]);
    if (!fields || start > end || end >> bits !== 0n) throw new Error(`${name}: line ${index + 1}: ${line}`);
    ranges.push({ start, end, country: withdrawn.has(fields[3]) ? none : fields[3] });
  });
  return ranges;
}

/** What no country is known for, and nothing may be said of. */
function special({ bits, special, number }) {
  return special.map(([first, prefix]) => {
    const start = number(first);
    return { start, end: start + (1n << (bits - BigInt(prefix))) - 1n, country: none, special: true };
  });
}

/** Of the ranges that hold an address: the special one, else the narrowest; none where two such contradict. */
function decided(active) {
  let best = null;
  for (const range of active) {
    if (range.special) return none;
    const width = range.end - range.start;
    if (!best || width < best.width) best = { width, country: range.country };
    else if (width === best.width && range.country !== best.country) best.country = none;
  }
  return best ? best.country : none;
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Appends a range to sorted ones, or makes the last longer where it goes on without a gap. */
function append(ranges, start, end, country) {
  if (country === none) return;
  const last = ranges.at(-1);
  if (last && last.country === country && last.end + 1n === start) last.end = end;
  else ranges.push({ start, end, country });
}

/**
 * Sorted, without overlaps, neighbours of the same country merged, special addresses left out. The source's own ranges
 * overlap in hundreds of places: what one network says of itself lies in what its registry says of the whole.
 */
export function flattened(ranges, family) {
  const edges = [];
  for (const range of [...ranges, ...special(family)])
    edges.push({ at: range.start, range, opens: true }, { at: range.end + 1n, range, opens: false });
  edges.sort((a, b) => compare(a.at, b.at));
  const flat = [];
  const active = new Set();
  edges.forEach(({ at, range, opens }, index) => {
    if (opens) active.add(range);
    else active.delete(range);
    const next = edges[index + 1]?.at;
    if (next !== undefined && next > at) append(flat, at, next - 1n, decided(active));
  });
  return flat;
}

/**
 * The same by the first 64 bits, which is all that is known of a client: a network of 64 bits that lies in several
 * countries has none.
 */
export function by_network(flat) {
  const networks = flat.map(({ start, end, country }) => ({ start: start >> 64n, end: end >> 64n, country }));
  const torn = new Set();
  for (let i = 1; i < networks.length; ++i)
    if (networks[i].start === networks[i - 1].end && networks[i].country !== networks[i - 1].country)
      torn.add(networks[i].start);
  const ranges = [];
  for (const { start, end, country } of networks) {
    const first = torn.has(start) ? start + 1n : start;
    const last = torn.has(end) ? end - 1n : end;
    const previous = ranges.at(-1);
    if (first > last) continue;
    if (previous && previous.end >= first) append(ranges, previous.end + 1n, last, last > previous.end ? country : none);
    else append(ranges, first, last, country);
  }
  return ranges;
}
