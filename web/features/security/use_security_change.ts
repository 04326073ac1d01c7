'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** A change to what guards the account: whatever of it is shown is read anew, also where the answer got lost. */
export function useSecurityChange<Input, Output>(change: (input: Input) => Promise<Output>, onSuccess?: (output: Output) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () => {
      for (const shown of ['security', 'own_sessions', 'api_keys', 'history']) void queries.invalidateQueries({ queryKey: [shown] });
    },
  });
}
