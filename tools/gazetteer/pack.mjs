// Packs the gazetteer: node pack.mjs OUTPUT. The same packages and the same sqlite3 give the same bytes.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack_once } from '../pack_once.mjs';
import { cell_of, to_micro } from './cells.mjs';
import { joined, read_cities } from './cities.mjs';
import { pack_land } from './land.mjs';
import { read_postcodes } from './postcodes.mjs';
import { inserts, run } from './sqlite.mjs';

const folder = dirname(fileURLToPath(import.meta.url));

const schema = `
pragma page_size = 4096;
pragma journal_mode = off;
pragma synchronous = off;
pragma application_id = 0x53756e50;
pragma user_version = 1;
create table place(id integer primary key, name text not null, region text not null, country text not null,
                   latitude integer not null, longitude integer not null, population integer not null);
create table postcode(code text primary key, place text not null, region text not null, country text not null,
                      latitude integer not null, longitude integer not null) without rowid;
create table places_by_cell(cell integer primary key, places blob not null);
create table land(cell integer primary key, outline blob not null);
create virtual table search using fts5(whole, other, words, country, content = '', columnsize = 0,
                                       tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4');
`;

/** The ids, latitudes and longitudes of the places of each cell, four bytes each. */
function places_by_cell(cities) {
  const cells = new Map();
  for (const city of cities) {
    const position = [to_micro(city.latitude), to_micro(city.longitude)];
    const bytes = Buffer.alloc(12);
    [city.id, ...position].forEach((number, index) => bytes.writeInt32LE(number, 4 * index));
    const cell = cell_of(...position);
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(bytes);
  }
  return [...cells].sort(([a], [b]) => a - b).map(([cell, places]) => [cell, Buffer.concat(places)]);
}

function script(cities, postcodes, land) {
  return [
    schema,
    'begin;\n',
    inserts('place', ['id', 'name', 'region', 'country', 'latitude', 'longitude', 'population'],
      cities.map((c) => [c.id, c.name, c.region, c.country, to_micro(c.latitude), to_micro(c.longitude), c.population])),
    inserts('postcode', ['code', 'place', 'region', 'country', 'latitude', 'longitude'],
      postcodes.map((p) => [p.code, p.place, p.region, p.country, to_micro(p.latitude), to_micro(p.longitude)])),
    inserts('places_by_cell', ['cell', 'places'], places_by_cell(cities)),
    inserts('land', ['cell', 'outline'], land.rows),
    inserts('search', ['rowid', 'whole', 'other', 'words', 'country'],
      cities.map((c) => [c.id, joined(c.name), c.others.join(' '), `${c.name} ${c.ascii}`, c.country])),
    "insert into search(search) values('optimize');\n",
    'commit;\nvacuum;\n',
  ].join('');
}

pack_once(folder, [], (path) => {
  const cities = read_cities();
  const postcodes = read_postcodes();
  const land = pack_land(cities);
  run(path, script(cities, postcodes, land));
  return `${cities.length} cities, ${postcodes.length} postcodes, ${land.rows.length} cells with land; named after their cities: ` +
    land.renamed.join(' ');
});
