'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** An officer's act on somebody's account or on an alert: what is shown of people is read anew, also where the answer got lost. */
export function useStaffChange<Input>(change: (input: Input) => Promise<void>, onSuccess?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () => {
      for (const shown of ['staff', 'found_account', 'security_events', 'alerts']) void queries.invalidateQueries({ queryKey: [shown] });
    },
  });
}
