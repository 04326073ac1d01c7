// The present one-time code of an authenticator app (RFC 6238: HMAC-SHA-1, 30 seconds, six digits).
//   node tools/one_time_code.mjs SECRET      SECRET as base32, as the demo prints it
import { createHmac } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytes_of(base32) {
  let bits = 0;
  let count = 0;
  const bytes = [];
  for (const letter of base32.toUpperCase().replace(/[^A-Z2-7]/g, '')) {
    bits = ((bits << 5) | alphabet.indexOf(letter)) & 0xfff;
    count += 5;
    if (count >= 8) bytes.push((bits >> (count -= 8)) & 0xff);
  }
  return Buffer.from(bytes);
}

/** The code at a time in milliseconds since 1970. */
export function one_time_code(base32, now_ms = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now_ms / 30_000)));
  const hash = createHmac('sha1', bytes_of(base32)).update(counter).digest();
  const word = hash.readUInt32BE(hash[19] & 0xf) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, '0');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.argv[2]) {
    console.error('use: one_time_code.mjs SECRET');
    process.exit(2);
  }
  console.log(one_time_code(process.argv[2]));
}
