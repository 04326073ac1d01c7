/** Signed notes as C2SP has them (c2sp.org/signed-note), with Ed25519 keys. */
import { fixedFromBase64, fromBase64, hex, same, sha256, utf8, type Bytes } from './bytes';

export type LogKey = { readonly name: string; readonly id: Bytes; readonly publicKey: Bytes };

/** Whether this browser could check the signature itself; a wrong one is never told so, but refused. */
export type Signature = 'good' | 'not_checkable';

const ed25519 = 1;
const idBytes = 4;
const publicKeyBytes = 32;
const signatureBytes = 64;
const noteCharactersMax = 65_536;
const signatureMark = '\u2014 ';

/** A key as `<name>+<id>+<base64 of its kind and itself>`; undefined for anything else. */
export async function parseKey(text: string): Promise<LogKey | undefined> {
  const [, name, digits, typedText] = /^([!-*,-~]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const typed = typedText && fixedFromBase64(typedText, 1 + publicKeyBytes);
  if (!name || !typed || typed[0] !== ed25519) return undefined;
  const id = (await sha256(utf8(`${name}\n`), typed)).slice(0, idBytes);
  return hex(id) === digits ? { name, id, publicKey: typed.slice(1) } : undefined;
}

async function verified(key: LogKey, signature: Bytes, text: Bytes): Promise<Signature | 'wrong'> {
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('raw', key.publicKey, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError' ? 'not_checkable' : 'wrong';
  }
  return (await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, text)) ? 'good' : 'wrong';
}

/** What a line says of this key: its signature, `other` of another key, undefined for what is no such line. */
function signatureOf(key: LogKey, line: string): Bytes | 'other' | undefined {
  if (!line.startsWith(signatureMark)) return undefined;
  const [name, encoded, ...more] = line.slice(signatureMark.length).split(' ');
  const bytes = encoded && fromBase64(encoded);
  if (!name || !bytes || bytes.length <= idBytes || more.length > 0) return undefined;
  return name === key.name && same(bytes.slice(0, idBytes), key.id) ? bytes.slice(idBytes) : 'other';
}

/** The text of a note that this key has signed; undefined where it has not, or where one of its signatures is wrong. */
export async function openNote(note: string, key: LogKey): Promise<{ text: string; signature: Signature } | undefined> {
  const gap = note.lastIndexOf('\n\n');
  if (gap < 0 || note.length > noteCharactersMax || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note)) return undefined;
  const text = note.slice(0, gap + 1);
  let found: Signature | undefined;
  for (const line of note.slice(gap + 2, -1).split('\n')) {
    const signature = signatureOf(key, line);
    if (!signature) return undefined;
    if (signature === 'other') continue;
    if (signature.length !== signatureBytes) return undefined;
    const said = await verified(key, signature, utf8(text));
    if (said === 'wrong') return undefined;
    found = said;
  }
  return found && { text, signature: found };
}
