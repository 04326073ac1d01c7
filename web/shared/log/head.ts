/** What becomes of a checkpoint that the server shows. */
import { openCheckpoint, type Checkpoint } from './checkpoint';
import { follows } from './key_change';
import { parseKey, type Signature } from './note';
import { keep, watched, type AskProof, type Kept } from './watch';

/** Why a log is not believed. */
export type Alarm = 'key_changed' | 'key_unreadable' | 'signature' | 'shrunk' | 'rewritten';

export type JudgedHead =
  | { readonly kind: 'believed'; readonly checkpoint: Checkpoint; readonly signature: Signature }
  /** Nothing has its place yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly alarm: Alarm; readonly kept?: Kept }
  /** The server gave no answer that would settle it. */
  | { readonly kind: 'unsettled' };

/** The key that the server shows, and how it followed earlier ones. */
export type ShownLog = { readonly key: string; readonly key_changes: readonly string[] };

/** `kept` is what this browser had before it asked for the key and the note. */
export async function judge(shown: ShownLog, note: string | undefined, kept: Kept | undefined, askProof: AskProof): Promise<JudgedHead> {
  const refused = (alarm: Alarm): JudgedHead => ({ kind: 'refused', alarm, kept });
  const keyText = shown.key;
  if (kept && kept.key !== keyText && !(await follows(kept.key, keyText, kept.size, shown.key_changes))) return refused('key_changed');
  const key = await parseKey(keyText);
  if (!key) return refused('key_unreadable');
  if (!note) return kept ? refused('shrunk') : { kind: 'none' };
  const opened = await openCheckpoint(note, key);
  if (!opened) return refused('signature');
  const seen = kept ? await watched(kept, opened.checkpoint, askProof) : 'goes_on';
  if (seen === 'unsettled') return { kind: seen };
  if (seen !== 'goes_on') return refused(seen);
  keep(keyText, opened.checkpoint, kept?.key);
  return { kind: 'believed', ...opened };
}
