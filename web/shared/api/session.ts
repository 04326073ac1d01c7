'use client';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { forgetDrafts } from '@/shared/drafts';
import { forget, recall, remember } from '@/shared/storage';
import { api, Problem, type Account } from './client';

/**
 * The session itself is a cookie that no script can read. This remembers only that there may be one, so that
 * visitors' pages do not ask the server who they are.
 */
const hint = 'signed_in';
const changed = new EventTarget();

function subscribe(notify: () => void): () => void {
  changed.addEventListener('hint', notify);
  window.addEventListener('storage', notify);
  return () => {
    changed.removeEventListener('hint', notify);
    window.removeEventListener('storage', notify);
  };
}

function setHint(signedIn: boolean): void {
  if (signedIn) remember('local', hint, '1');
  else forget('local', hint);
  changed.dispatchEvent(new Event('hint'));
}

async function askAccount(): Promise<Account | null> {
  try {
    const account = await api.account();
    setHint(true);
    return account;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      setHint(false);
      return null;
    }
    throw error;
  }
}

export type Session =
  | { status: 'asking' }
  | { status: 'visitor' }
  | { status: 'unknown'; error: Error; again: () => void }
  | { status: 'signed_in'; account: Account };

/** Who is signed in. Pages that cannot do without an account ask the server in any case. */
export function useSession(need: 'wanted' | 'required' = 'wanted'): Session {
  const maybe = useSyncExternalStore(subscribe, () => recall('local', hint) === '1', () => undefined);
  const asked = useQuery({
    queryKey: ['account'],
    queryFn: askAccount,
    enabled: maybe !== undefined && (maybe || need === 'required'),
    staleTime: 60_000,
  });
  if (asked.data) return { status: 'signed_in', account: asked.data };
  if (asked.error && (maybe || need === 'required'))
    return { status: 'unknown', error: asked.error, again: () => void asked.refetch() };
  if (asked.data === null || maybe === false) return { status: asked.isFetching ? 'asking' : 'visitor' };
  return { status: 'asking' };
}

/** What one person was shown is not kept for the next. */
function forgetOthers(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'account' });
}

export function useSessionChange() {
  const queries = useQueryClient();
  const entered = useCallback(
    (account: Account) => {
      forgetOthers(queries);
      forgetDrafts(account.id);
      queries.setQueryData(['account'], account);
      setHint(true);
    },
    [queries],
  );
  const left = useCallback(() => {
    setHint(false);
    forgetOthers(queries);
    forgetDrafts();
    queries.setQueryData(['account'], null);
  }, [queries]);
  return { entered, left };
}
