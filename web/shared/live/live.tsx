'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { eventsUrl } from '@/shared/api/client';
import { sessionKey, useSession } from '@/shared/api/session';

export type LiveStatus = 'off' | 'connecting' | 'live' | 'lost';
const LiveContext = createContext<LiveStatus>('off');
export const useLive = () => useContext(LiveContext);

const retryMsMin = 1_000;
const retryMsMax = 30_000;

function orderOf(data: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed === 'object' && parsed !== null && 'order' in parsed && typeof parsed.order === 'string') return parsed.order;
  } catch {
    // An unreadable event still means that something changed.
  }
  return undefined;
}

function refreshOrder(queries: QueryClient, order?: string): void {
  for (const list of ['orders', 'jobs', 'offers', 'crew_day', 'crew_calendar']) void queries.invalidateQueries({ queryKey: [list] });
  for (const one of ['order', 'order_timeline', 'order_visits', 'job', 'job_timeline'])
    void queries.invalidateQueries({ queryKey: order ? [one, order] : [one] });
}

/** Listens until told to stop; after a loss it comes back by itself and asks for everything it may have missed. */
function listen(queries: QueryClient, show: (status: LiveStatus) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = retryMsMin;
  let missed = false;

  const open = () => {
    source = new EventSource(eventsUrl);
    source.addEventListener('open', () => {
      waitMs = retryMsMin;
      show('live');
      if (missed) refreshOrder(queries);
      missed = false;
    });
    for (const kind of ['order', 'visit']) source.addEventListener(kind, (event: MessageEvent<string>) => refreshOrder(queries, orderOf(event.data)));
    // More was missed than is kept: everything is read anew.
    source.addEventListener('reset', () => {
      refreshOrder(queries);
      void queries.invalidateQueries({ queryKey: ['offers'] });
    });
    source.addEventListener('offer', () => void queries.invalidateQueries({ queryKey: ['offers'] }));
    source.addEventListener('error', () => {
      show('lost');
      missed = true;
      if (source?.readyState !== EventSource.CLOSED) return;
      // A refused stream is not retried by the browser; the session may have ended meanwhile.
      void queries.invalidateQueries({ queryKey: sessionKey });
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(2 * waitMs, retryMsMax);
    });
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
  };
  // A hidden tab gives its connection back: browsers allow only a few to one server.
  const onVisibility = () => {
    close();
    if (document.hidden) missed = true;
    else open();
  };
  open();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const session = useSession();
  const account = session.status === 'signed_in' ? session.account.id : undefined;
  const [status, setStatus] = useState<LiveStatus>('off');
  useEffect(() => {
    if (!account) return;
    setStatus('connecting');
    const stop = listen(queries, setStatus);
    return () => {
      stop();
      setStatus('off');
    };
  }, [account, queries]);
  return <LiveContext value={status}>{children}</LiveContext>;
}
