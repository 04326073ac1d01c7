// Do the climate figures of the project still say what the reference table says?
//   node climate_figures.mjs DATA      reads DATA/data/climate_cities.csv
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [data] = process.argv.slice(2);
const reference = join(data, 'data', 'climate_cities.csv');
if (!existsSync(reference)) {
  console.log('no climate_cities.csv there: not compared');
  process.exit(0);
}

function read(file) {
  const [head, ...rows] = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const names = head.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((field, at) => [names[at], field])));
}

const key = (row) => `${row.city}, ${row.country}`;
const ours = new Map(read(new URL('../../data/climate/cities.csv', import.meta.url)).map((row) => [key(row), row]));
const theirs = read(reference);
const is_figure = (name) => /^(latitude|longitude|elevation_m|ghi_|temp_)/.test(name);

let figures = 0;
const faults = [];
for (const row of theirs) {
  const own = ours.get(key(row));
  if (own === undefined) {
    faults.push(`${key(row)}: missing`);
    continue;
  }
  for (const name of Object.keys(row).filter(is_figure)) {
    ++figures;
    if (Number(own[name]) !== Number(row[name])) faults.push(`${key(row)}: ${name} is ${own[name]}, not ${row[name]}`);
  }
}
faults.forEach((fault) => console.log(fault));
console.log(`climate: ${theirs.length} places, ${figures} figures, ${faults.length} differ`);
process.exit(faults.length === 0 && figures > 0 ? 0 : 1);
