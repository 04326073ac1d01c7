// Outlines of the countries, cut up by cell, so that "which country is here, and how far is land?" reads a cell
// or two. A cell holds, for each country that it touches, whether the cell's south-west corner is inside, and
// all edges of the country's outline that pass through the cell, whole. Whether another point of the cell is
// inside follows from the number of edges on the way from the corner: north along the border, then east.
import { createRequire } from 'node:module';
import { cell_id, cell_of, micro, to_micro } from './cells.mjs';

const require = createRequire(import.meta.url);

/** What Natural Earth draws apart and ISO 3166-1 has no number for; the codes are those GeoNames uses there. */
const without_number = new Map([
  ['Kosovo', 'XK'],
  ['Somaliland', 'SO'],
  ['N. Cyprus', 'CY'],
  ['Cyprus U.N. Buffer Zone', 'CY'],
  ['Dhekelia', 'CY'],
  ['Akrotiri', 'CY'],
  ['Baikonur', 'KZ'],
  ['USNB Guantanamo Bay', 'CU'],
  ['Coral Sea Is.', 'AU'],
  ['Clipperton I.', 'FR'],
  ['Indian Ocean Ter.', 'AU'],
]);
/** Bare reefs and a glacier that several states claim: nobody has a roof there. */
const left_out = new Set(['Siachen Glacier', 'Spratly Is.', 'Bajo Nuevo Bank', 'Serranilla Bank', 'Scarborough Reef']);

/** The corner lies half a microdegree inside its cell, so no vertex is ever level with it. */
const corner = 0.5;

/**
 * The ring as x, y in microdegrees without the jump at ±180°, closed. One that goes around the pole
 * (Antarctica) is closed beyond it.
 */
function unwrapped(ring) {
  const points = [];
  let turn = 0;
  let before = ring[0][0];
  for (const [longitude, latitude] of ring) {
    if (longitude - before > 180) turn -= 360;
    if (longitude - before < -180) turn += 360;
    before = longitude;
    points.push([to_micro(longitude + turn), to_micro(latitude)]);
  }
  const [first, last] = [points[0], points[points.length - 1]];
  if (first[0] !== last[0]) {
    if (Math.abs(last[0] - first[0]) !== 360 * micro || last[1] > -60 * micro) throw new Error('a ring that does not close');
    points.push([last[0], -91 * micro], [first[0], -91 * micro], first);
  }
  return points;
}

/** The polygons of all countries: { country, rings }. */
function read_shapes() {
  const { feature } = require('topojson-client');
  const { numericToAlpha2 } = require('i18n-iso-countries');
  const atlas = require('world-atlas/countries-10m.json');
  const shapes = [];
  for (const { id, properties, geometry } of feature(atlas, atlas.objects.countries).features) {
    if (left_out.has(properties.name)) continue;
    const country = id === undefined ? without_number.get(properties.name) : numericToAlpha2(id);
    if (!country) throw new Error(`no country code for ${properties.name}`);
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of polygons) shapes.push({ country, rings: rings.map(unwrapped) });
  }
  return shapes;
}

/** Calls `visit(row, column)` for each cell that the box of the edge touches, with a margin of a microdegree. */
function cells_of_edge([ax, ay], [bx, by], visit) {
  const index = (value) => Math.floor(value / micro);
  for (let row = index(Math.min(ay, by) - 1); row <= index(Math.max(ay, by) + 1); ++row)
    for (let column = index(Math.min(ax, bx) - 1); column <= index(Math.max(ax, bx) + 1); ++column)
      if (row >= -90 && row < 90) visit(row + 90, column + 180);
}

/** In the entry of the cell, the edge from a to b, in the cell's own turn of the globe. */
function add_edge(entry, column, a, b) {
  const turn = Math.floor(column / 360) * 360 * micro;
  const start = [a[0] - turn, a[1]];
  const end = [b[0] - turn, b[1]];
  const line = entry.lines[entry.lines.length - 1];
  const tail = line?.[line.length - 1];
  if (tail && tail[0] === start[0] && tail[1] === start[1]) line.push(end);
  else entry.lines.push([start, end]);
}

/** Turns over `inside` of each cell whose corner lies in the ring: between the crossings of the corners' parallel. */
function fill(ring, entry_of) {
  const crossings = new Map();
  for (let i = 1; i < ring.length; ++i) {
    const [[ax, ay], [bx, by]] = ring[i - 1][1] < ring[i][1] ? [ring[i - 1], ring[i]] : [ring[i], ring[i - 1]];
    for (let row = Math.ceil((ay - corner) / micro); row * micro + corner < by; ++row) {
      if (row < -90 || row >= 90) continue;
      const x = ax + ((row * micro + corner - ay) * (bx - ax)) / (by - ay);
      if (!crossings.has(row)) crossings.set(row, []);
      crossings.get(row).push(x);
    }
  }
  for (const [row, all] of crossings) {
    all.sort((a, b) => a - b);
    for (let i = 0; i < all.length; i += 2)
      for (let column = Math.ceil((all[i] - corner) / micro); column * micro + corner < all[i + 1]; ++column) {
        const entry = entry_of(row + 90, column + 180);
        entry.inside = !entry.inside;
      }
  }
}

/** Map from cell to Map from shape to { inside, lines }. */
function cut(shapes) {
  const cells = new Map();
  shapes.forEach(({ rings }, shape) => {
    const entry_of = (row, column) => {
      const id = cell_id(row, column);
      if (!cells.has(id)) cells.set(id, new Map());
      const cell = cells.get(id);
      if (!cell.has(shape)) cell.set(shape, { inside: false, lines: [] });
      return cell.get(shape);
    };
    for (const ring of rings) {
      for (let i = 1; i < ring.length; ++i)
        cells_of_edge(ring[i - 1], ring[i], (row, column) => add_edge(entry_of(row, column), column, ring[i - 1], ring[i]));
      fill(ring, entry_of);
    }
  });
  return cells;
}

/** The number of edges of `lines` on the way from the corner of the cell to x, y is odd. */
function crosses_odd(lines, west, south, x, y) {
  let odd = false;
  for (const line of lines)
    for (let i = 1; i < line.length; ++i) {
      const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
      if (ax < west !== bx < west) {
        const at = ay + ((west - ax) * (by - ay)) / (bx - ax);
        if (at > Math.min(south, y) && at <= Math.max(south, y)) odd = !odd;
      }
      if (ay <= y !== by <= y) {
        const at = ax + ((y - ay) * (bx - ax)) / (by - ay);
        if (at > Math.min(west, x) && at <= Math.max(west, x)) odd = !odd;
      }
    }
  return odd;
}

/** The shape that holds the position (microdegrees), or undefined. */
function shape_at(cells, latitude, longitude) {
  const id = cell_of(latitude, longitude);
  const west = ((id % 360) - 180) * micro + corner;
  const south = (Math.floor(id / 360) - 90) * micro + corner;
  for (const [shape, { inside, lines }] of cells.get(id) ?? [])
    if (inside !== crosses_odd(lines, west, south, longitude, latitude)) return shape;
  return undefined;
}

/**
 * Natural Earth draws some parts with the state they belong to (French Guiana with France) that ISO 3166-1 and
 * GeoNames give a code of their own. A polygon takes the code that nine in ten of the cities in it carry.
 */
function name_by_cities(shapes, cells, cities) {
  const votes = shapes.map(() => new Map());
  for (const city of cities) {
    const shape = shape_at(cells, to_micro(city.latitude), to_micro(city.longitude));
    if (shape !== undefined) votes[shape].set(city.country, (votes[shape].get(city.country) ?? 0) + 1);
  }
  return shapes.map(({ country }, shape) => {
    const total = [...votes[shape].values()].reduce((sum, count) => sum + count, 0);
    const chosen = [...votes[shape]].find(([, count]) => count >= 0.9 * total);
    return chosen ? chosen[0] : country;
  });
}

/** `country` (2 bytes) `inside` (1) 0 (1) `lines` (4), then for each line `points` (4) and x, y (4 + 4) each. */
function encoded(country, { inside, lines }) {
  const numbers = lines.flatMap((line) => [line.length, ...line.flat()]);
  const bytes = Buffer.alloc(8 + 4 * numbers.length);
  bytes.write(country, 0, 2, 'latin1');
  bytes.writeUInt8(inside ? 1 : 0, 2);
  bytes.writeUInt32LE(lines.length, 4);
  numbers.forEach((number, index) => bytes.writeInt32LE(number, 8 + 4 * index));
  return bytes;
}

/** Shapes of one country in one cell become one: the corner is in an odd number of them or in none. */
function merged(cell, codes) {
  const countries = new Map();
  for (const [shape, { inside, lines }] of cell) {
    if (!inside && lines.length === 0) continue;
    const entry = countries.get(codes[shape]) ?? { inside: false, lines: [] };
    entry.inside = entry.inside !== inside;
    entry.lines.push(...lines);
    countries.set(codes[shape], entry);
  }
  return [...countries].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Rows (cell, outline), and what was named after its cities, for the log. */
export function pack_land(cities) {
  const shapes = read_shapes();
  const cells = cut(shapes);
  const codes = name_by_cities(shapes, cells, cities);
  const renamed = new Set();
  shapes.forEach(({ country }, shape) => {
    if (codes[shape] !== country) renamed.add(`${country}→${codes[shape]}`);
  });
  const rows = [...cells]
    .map(([cell, entries]) => [cell, Buffer.concat(merged(entries, codes).map(([code, entry]) => encoded(code, entry)))])
    .filter(([, bytes]) => bytes.length > 0)
    .sort(([a], [b]) => a - b);
  return { rows, renamed: [...renamed].sort() };
}
