'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

export const grantKeys = { own: ['own_grants'], requests: ['grant_requests'], live: ['live_grants'] } as const;
/** How often a list of grants looks for what others have done. */
export const askEveryMs = 15_000;

/** A step of a grant: every list of grants is read anew, also where the answer got lost. */
export function useGrantChange<Input>(change: (input: Input) => Promise<void>, onSuccess?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () => {
      for (const queryKey of Object.values(grantKeys)) void queries.invalidateQueries({ queryKey });
    },
  });
}
