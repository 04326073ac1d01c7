/**
 * What this browser saw of the log before: its key and the last checkpoint that stood every check. A log that was
 * rewritten since, or another one that is shown to this browser alone, does not go on from there.
 */
import { recall, remember } from '@/shared/storage';
import { fixedFromBase64 } from './bytes';
import { headOf, type Checkpoint } from './checkpoint';
import { hashBytes, isExtended } from './merkle';

const name = 'log';

export type Kept = Checkpoint & { readonly key: string };

function isKept(value: unknown): value is Kept {
  const { key, origin, size, root } = (value ?? {}) as Partial<Record<string, unknown>>;
  return typeof key === 'string' && typeof origin === 'string' && typeof size === 'number' && size >= 1
    && typeof root === 'string' && fixedFromBase64(root, hashBytes) !== undefined;
}

export function recallKept(): Kept | undefined {
  try {
    const value: unknown = JSON.parse(recall('local', name) ?? 'null');
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Another page of this browser may have seen more in the meantime; that stays. `followed` is a key that this one came after. */
export function keep(key: string, { origin, size, root }: Checkpoint, followed = key): void {
  const now = recallKept();
  const goesOn = !now || (now.key === key && now.size < size) || (now.key !== key && now.key === followed && now.size <= size);
  if (size < 1 || !goesOn) return;
  remember('local', name, JSON.stringify({ key, origin, size, root } satisfies Kept));
}

/** The proof, `refused` where the server says that there is none, `no_answer` where it may have one later. */
export type AskProof = (from: number, to: number) => Promise<readonly string[] | 'refused' | 'no_answer'>;

/** Whether the log goes on from what was kept; `unsettled` where nobody can say so now. */
export async function watched(kept: Kept, shown: Checkpoint, askProof: AskProof): Promise<'goes_on' | 'shrunk' | 'rewritten' | 'unsettled'> {
  if (shown.size < kept.size) return 'shrunk';
  const proof = shown.size === kept.size ? [] : await askProof(kept.size, shown.size);
  if (proof === 'no_answer') return 'unsettled';
  if (proof === 'refused') return 'rewritten';
  return (await isExtended(headOf(kept), headOf(shown), proof)) ? 'goes_on' : 'rewritten';
}
