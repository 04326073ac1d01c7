// Postcodes of the United States (ZIP, five digits) and of Canada (the first three characters, the sorting area).
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** ISO 3166-1 gives these their own country code, and so does GeoNames. */
const territories = new Set(['PR', 'VI', 'GU', 'AS', 'MP', 'FM', 'MH', 'PW']);
const provinces = new Map([
  ['Alberta', 'Alberta'],
  ['British Columbia', 'British Columbia'],
  ['Manitoba', 'Manitoba'],
  ['New Brunswick', 'New Brunswick'],
  ['Newfoundland and Labrador', 'Newfoundland and Labrador'],
  ['Nova Scotia', 'Nova Scotia'],
  ['Northwest Territory', 'Northwest Territories'],
  ['Nunavut Territory', 'Nunavut'],
  ['Ontario', 'Ontario'],
  ['Prince Edward Island', 'Prince Edward Island'],
  ['Quebec', 'Quebec'],
  ['Saskatchewan', 'Saskatchewan'],
  ['Yukon', 'Yukon'],
]);

/** `Downtown Toronto (cn Tower / …)` → `Downtown Toronto`; in some Canadian rows the list is cut open. */
function plain(city) {
  return city.split(/[(/]/)[0].trim();
}

function united_states(entry) {
  const country = territories.has(entry.state) ? entry.state : 'US';
  return { code: entry.zip, place: entry.city, region: country === 'US' ? entry.state : '', country };
}

function canada(entry) {
  return { code: entry.zip, place: plain(entry.city), region: provinces.get(entry.state) ?? '', country: 'CA' };
}

/** Postcodes with a position; those of the armed forces and of single firms have none in the source. */
export function read_postcodes() {
  const { codes } = require('zipcodes');
  return Object.keys(codes)
    .sort()
    .map((key) => codes[key])
    .filter((entry) => Number.isFinite(entry.latitude) && entry.latitude !== 0 && entry.longitude !== 0)
    .map((entry) => ({
      ...(entry.country === 'Canada' ? canada(entry) : united_states(entry)),
      latitude: entry.latitude,
      longitude: entry.longitude,
    }))
    .filter((row) => /^(\d{5}|[A-Z]\d[A-Z])$/.test(row.code));
}
