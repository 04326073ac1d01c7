'use client';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '@/shared/api/client';
import { LanguageProvider } from '@/shared/i18n/i18n';
import { LiveProvider } from '@/shared/live/live';

const retriesMax = 2;

function newQueries(): QueryClient {
  const queries = new QueryClient({
    queryCache: new QueryCache({
      // A session that ended elsewhere: the pages ask for a sign-in. What a person is typing is left alone.
      onError: (error) => {
        if (error instanceof Problem && error.status === 401) queries.setQueryData(['account'], null);
      },
    }),
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
