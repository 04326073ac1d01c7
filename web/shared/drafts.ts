'use client';
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';

/** What people are typing, in memory alone: it outlives a sign-in on the way, and is written nowhere. */
type Drafts<T> = Map<string, T>;

const all = new Set<Drafts<unknown>>();

export function newDrafts<T>(): Drafts<T> {
  const drafts: Drafts<T> = new Map();
  all.add(drafts);
  return drafts;
}

/** The draft of one account about one thing. */
export function draftKey(account: string, about: string): string {
  return `${account}/${about}`;
}

/** State that is found again when its form comes back; the caller deletes the draft once it has been sent. */
export function useDraft<T>(drafts: Drafts<T>, key: string, initial: () => T): [T, Dispatch<SetStateAction<T>>] {
  const [held, setHeld] = useState(() => drafts.get(key) ?? initial());
  useEffect(() => {
    drafts.set(key, held);
  }, [drafts, key, held]);
  return [held, setHeld];
}

/** Forgets what everybody was typing, but for one account. */
export function forgetDrafts(exceptOf?: string): void {
  for (const drafts of all)
    for (const key of [...drafts.keys()])
      if (exceptOf === undefined || !key.startsWith(draftKey(exceptOf, ''))) drafts.delete(key);
}
