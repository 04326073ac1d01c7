'use client';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { forgetDrafts } from '@/shared/drafts';
import { forgetKeptDay } from '@/shared/offline/kept_day';
import { forgetShell } from '@/shared/offline/shell';
import { forget, recall, remember } from '@/shared/storage';
import { api, type Account, type SignInState } from './client';

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

/** What is kept for reading without a connection goes with whom it was for. */
function forgetOffline(of?: Account | null): void {
  void forgetKeptDay(of?.id);
  if (of?.role !== 'crew') void forgetShell();
}

async function askSession(): Promise<SignInState> {
  const state = await api.session();
  setHint(state.account !== null);
  forgetOffline(state.account);
  return state;
}

export const sessionKey = ['session'] as const;
const nobody: SignInState = { account: null, owes: 'nothing', methods: [], proved_recently: false };

/** The session ended elsewhere, which the server has just said. */
export function ended(queries: QueryClient): void {
  queries.setQueryData(sessionKey, nobody);
  forgetOffline();
}

export type Session =
  | { status: 'asking' }
  | { status: 'visitor' }
  | { status: 'unknown'; error: Error; again: () => void }
  | { status: 'entering'; account: Account; owes: Exclude<SignInState['owes'], 'nothing'>; methods: SignInState['methods'] }
  | { status: 'signed_in'; account: Account };

function known({ account, owes, methods }: SignInState): Session | undefined {
  if (!account) return undefined;
  return owes === 'nothing' ? { status: 'signed_in', account } : { status: 'entering', account, owes, methods };
}

/** Who is signed in. Pages that cannot do without an account ask the server in any case. */
export function useSession(need: 'wanted' | 'required' = 'wanted'): Session {
  const maybe = useSyncExternalStore(subscribe, () => recall('local', hint) === '1', () => undefined);
  const asked = useQuery({
    queryKey: sessionKey,
    queryFn: askSession,
    enabled: maybe !== undefined && (maybe || need === 'required'),
    staleTime: 60_000,
  });
  const found = asked.data && known(asked.data);
  if (found) return found;
  if (asked.error && (maybe || need === 'required'))
    return { status: 'unknown', error: asked.error, again: () => void asked.refetch() };
  if (asked.data || maybe === false) return { status: asked.isFetching ? 'asking' : 'visitor' };
  return { status: 'asking' };
}

/** What one person was shown is not kept for the next. */
function forgetOthers(queries: QueryClient): void {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
}

export function useSessionChange() {
  const queries = useQueryClient();
  /** A session began, or took its next step. */
  const entered = useCallback(
    (state: SignInState) => {
      forgetOthers(queries);
      forgetDrafts(state.account?.id);
      forgetOffline(state.account);
      queries.setQueryData(sessionKey, state);
      setHint(state.account !== null);
    },
    [queries],
  );
  /** The session goes on under a new token: whoever is signed in stays so. */
  const renewed = useCallback((state: SignInState) => queries.setQueryData(sessionKey, state), [queries]);
  const left = useCallback(() => {
    setHint(false);
    forgetOthers(queries);
    forgetDrafts();
    ended(queries);
  }, [queries]);
  return { entered, renewed, left };
}
