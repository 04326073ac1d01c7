/** That one key of the log follows another: a checkpoint that both have signed, and whose text names both. */
import { openCheckpoint } from './checkpoint';
import { openNote, parseKey } from './note';

const extension = 'suncrew-key-change ';
const changesMax = 100;

type KeyChange = { readonly before: string; readonly after: string; readonly size: number };

/** What a note says of two keys, where this browser finds both signatures good. */
async function changeIn(note: string): Promise<KeyChange | undefined> {
  const named = note.split('\n').find((line) => line.startsWith(extension))?.slice(extension.length).split(' ') ?? [];
  const [before, after, ...more] = named;
  const keys = before && after && more.length === 0 ? [await parseKey(before), await parseKey(after)] : [];
  const [oldKey, newKey] = keys;
  if (!before || !after || !oldKey || !newKey) return undefined;
  const byOld = await openCheckpoint(note, oldKey);
  const byNew = await openCheckpoint(note, newKey);
  if (byOld?.signature !== 'good' || byNew?.signature !== 'good') return undefined;
  // It is the only extension of the text that was signed.
  const text = (await openNote(note, oldKey))?.text.split('\n') ?? [];
  if (text.length !== 5 || text[3] !== `${extension}${before} ${after}`) return undefined;
  return { before, after, size: byOld.checkpoint.size };
}

/** Whether the log's key became, step by step, the one that is shown, of trees that are no smaller than `size`. */
export async function follows(from: string, to: string, size: number, notes: readonly string[]): Promise<boolean> {
  const found: KeyChange[] = [];
  for (const note of notes.slice(0, changesMax)) {
    const change = await changeIn(note);
    if (change) found.push(change);
  }
  let key = from;
  let least = size;
  for (let steps = 0; key !== to && steps < changesMax; ++steps) {
    const next = found.filter((change) => change.before === key);
    // Where two say what followed a key, neither does.
    const [only, ...others] = next;
    if (!only || others.length > 0 || only.size < least) return false;
    key = only.after;
    least = only.size;
  }
  return key === to;
}
