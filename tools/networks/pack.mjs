// Packs which country an address is used in: node pack.mjs OUTPUT. The same package gives the same bytes.
//
// The file, all numbers little-endian: "SunNets\n", version (4 bytes), number of IPv4 ranges (4), number of IPv6 ranges
// (4), the first 12 bytes of the SHA-256 of what follows; then the sorted IPv4 ranges (first address, last address,
// country: 4 + 4 + 2 bytes) and the sorted IPv6 ranges by the first 64 bits (8 + 8 + 2 bytes). A country is two capital
// letters. `src/places/networks.cpp` reads it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack_once } from '../pack_once.mjs';
import { by_network, flattened, ipv4, ipv6, parsed } from './ranges.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, 'node_modules/@ip-location-db/geo-whois-asn-country');
const magic = 'SunNets\n';
const version = 1;
const header_bytes = 32;
const ranges_min = 100_000; // of either kind; fewer are not the whole internet

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

function read(name, family) {
  const file = join(source, name);
  const flat = flattened(parsed(readFileSync(file, 'utf8'), family, file), family);
  if (flat.length < ranges_min) throw new Error(`${file}: only ${flat.length} ranges`);
  return flat;
}

function packed4(ranges) {
  const bytes = Buffer.alloc(10 * ranges.length);
  ranges.forEach(({ start, end, country }, index) => {
    bytes.writeUInt32LE(Number(start), 10 * index);
    bytes.writeUInt32LE(Number(end), 10 * index + 4);
    bytes.write(country, 10 * index + 8, 'latin1');
  });
  return bytes;
}

function packed6(ranges) {
  const bytes = Buffer.alloc(18 * ranges.length);
  ranges.forEach(({ start, end, country }, index) => {
    bytes.writeBigUInt64LE(start, 18 * index);
    bytes.writeBigUInt64LE(end, 18 * index + 8);
    bytes.write(country, 18 * index + 16, 'latin1');
  });
  return bytes;
}

function packed(ranges4, ranges6) {
  const body = Buffer.concat([packed4(ranges4), packed6(ranges6)]);
  const header = Buffer.alloc(header_bytes);
  header.write(magic, 0, 'latin1');
  header.writeUInt32LE(version, 8);
  header.writeUInt32LE(ranges4.length, 12);
  header.writeUInt32LE(ranges6.length, 16);
  sha256(body).copy(header, 20, 0, 12);
  return Buffer.concat([header, body]);
}

pack_once(folder, [source], (path) => {
  const ranges4 = read('geo-whois-asn-country-ipv4-num.csv', ipv4);
  const ranges6 = by_network(read('geo-whois-asn-country-ipv6-num.csv', ipv6));
  writeFileSync(path, packed(ranges4, ranges6));
  return `${ranges4.length} IPv4 and ${ranges6.length} IPv6 ranges`;
});
