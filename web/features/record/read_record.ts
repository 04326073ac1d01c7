import { api, Problem, type RecordItem, type RecordPage } from '@/shared/api/client';
import { faultOf, type EntryFault } from '@/shared/log/entry';
import { headOf, type Checkpoint } from '@/shared/log/checkpoint';
import { judge, type JudgedHead } from '@/shared/log/head';
import { recallKept } from '@/shared/log/watch';

/**
 * What this browser found out about an entry. `unproven` says nothing against it: there was no log that could be
 * believed to hold it against.
 */
export type Finding = 'stands' | 'waiting' | 'unproven' | EntryFault | 'twice';
/** `note` is the checkpoint that its proof should lead to. */
export type CheckedItem = RecordItem & { readonly finding: Finding; readonly note?: string };
export type CheckedPage = { readonly items: readonly CheckedItem[]; readonly next?: number; readonly head: JudgedHead; readonly note?: string; readonly key: string };

const refusedHere = (error: unknown): boolean =>
  error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429;

async function askProof(from: number, to: number) {
  try {
    return (await api.logConsistency(from, to)).proof;
  } catch (error) {
    return refusedHere(error) ? 'refused' : 'no_answer';
  }
}

async function findingOf(item: RecordItem, account: string, head: Checkpoint | undefined): Promise<Finding> {
  if (!item.standing) return 'waiting';
  if (!head) return 'unproven';
  return (await faultOf(item, item.standing, account, headOf(head))) ?? 'stands';
}

/** Two entries can't have one place: the second was made up out of the first. */
export function placesOnce(items: readonly CheckedItem[]): CheckedItem[] {
  const taken = new Set<number>();
  return items.map((item) => {
    if (item.finding !== 'stands' || !item.standing) return item;
    if (taken.has(item.standing.position)) return { ...item, finding: 'twice' };
    taken.add(item.standing.position);
    return item;
  });
}

async function checked(page: RecordPage, key: string, head: JudgedHead, account: string): Promise<CheckedPage> {
  const believed = head.kind === 'believed' ? head.checkpoint : undefined;
  const note = page.checkpoint ?? undefined;
  const items = await Promise.all(page.items.map(async (item) => ({ ...item, note, finding: await findingOf(item, account, believed) })));
  return { items, next: page.next ?? undefined, head, note, key };
}

/** A page of the record, with what this browser found out about it by itself. */
export async function readRecord(account: string, before?: number): Promise<CheckedPage> {
  // Recalled before the question, since the log may only grow from then on.
  const kept = recallKept();
  const [page, shown] = await Promise.all([api.record(before), api.logCheckpoint()]);
  return checked(page, shown.key, await judge(shown, page.checkpoint ?? undefined, kept, askProof), account);
}
