'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '@/shared/api/client';
import { LanguageProvider } from '@/shared/i18n/i18n';
import { LiveProvider } from '@/shared/live/live';

const retriesMax = 2;

function newQueries(): QueryClient {
  // A session that ended elsewhere: the pages ask for a sign-in. A refused sign-in is a 401 as well, of another code.
  const onError = (error: Error) => {
    if (error instanceof Problem && error.code === 'session_required') queries.setQueryData(['account'], null);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (failures, error) =>
          failures < retriesMax && error instanceof Problem && (error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return queries;
}

/** After a change of page the focus goes to its heading, so that a keyboard or a screen reader starts there. */
function FocusOnArrival() {
  const path = usePathname();
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [path]);
  return null;
}

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueries);
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <LiveProvider>
          <FocusOnArrival />
          {children}
        </LiveProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
