// The mails of the development outbox: a file each.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.mjs';

const link_token = /#token=([A-Za-z0-9_-]+)/;

/** The texts of the mails to an address, in the order of their file names. */
export function mails_to(outbox, address) {
  return readdirSync(outbox)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => readFileSync(join(outbox, name), 'utf8'))
    .filter((text) => text.split(/\r?\n\r?\n/)[0].toLowerCase().includes(address.toLowerCase()));
}

/** The token of the newest verification mail to an address; waits for it. */
export function verification_token(outbox, address) {
  return until(`the mail to ${address}`, () => link_token.exec(mails_to(outbox, address).at(-1) ?? '')?.[1]);
}

const told = new Set();

/** The token of a mail to an address whose link leads to a page, each once; waits for it. */
export async function mailed_token(server, address, page) {
  const link = new RegExp(`/${page}#token=([A-Za-z0-9_-]+)`);
  const token = await until(`the mail to ${address} about ${page}`, () =>
    mails_to(server.outbox, address)
      .map((text) => link.exec(text)?.[1])
      .filter((found) => found && !told.has(found))
      .at(-1),
  );
  told.add(token);
  return token;
}
