'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Problem } from '@/shared/api/client';
import { ended, sessionKey } from '@/shared/api/session';
import { LanguageProvider } from '@/shared/i18n/i18n';
import { LiveProvider } from '@/shared/live/live';
import { FocusKeeper } from './focus';

const retriesMax = 2;

function newQueries(): QueryClient {
  // A session that ended elsewhere: the pages ask for a sign-in, or for what is still owed to one. A refused sign-in
  // is a 401 as well, of another code.
  const onError = (error: Error) => {
    if (!(error instanceof Problem)) return;
    if (error.code === 'session_required') ended(queries);
    if (error.code === 'second_factor_required') void queries.invalidateQueries({ queryKey: sessionKey });
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

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(newQueries);
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <LiveProvider>
          <FocusKeeper />
          {children}
        </LiveProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
