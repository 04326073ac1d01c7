/** Checkpoints: how large a log is, and the root of its tree (c2sp.org/tlog-checkpoint). */
import { fixedFromBase64 } from './bytes';
import { hashBytes, type Head } from './merkle';
import { openNote, type LogKey, type Signature } from './note';

/** `root` as it is written, in base64. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: string };

export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root, ...more] = text.split('\n');
  if (!origin || !size || !root || !/^(0|[1-9]\d*)$/.test(size) || !fixedFromBase64(root, hashBytes)) return undefined;
  // Lines that a later kind of log may add, and nothing behind the last line's end.
  if (more.pop() !== '' || more.includes('')) return undefined;
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : undefined;
}

/** The checkpoint of a note that the log of this key has signed. */
export async function openCheckpoint(note: string, key: LogKey): Promise<{ checkpoint: Checkpoint; signature: Signature } | undefined> {
  const opened = await openNote(note, key);
  if (!opened) return undefined;
  const checkpoint = parseCheckpoint(opened.text);
  return checkpoint?.origin === key.name ? { checkpoint, signature: opened.signature } : undefined;
}

export function headOf({ size, root }: Checkpoint): Head {
  return { size, root: fixedFromBase64(root, hashBytes) ?? new Uint8Array() };
}
