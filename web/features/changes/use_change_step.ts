'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

export const changeKeys = { own: ['own_changes'], requests: ['change_requests'] } as const;
/** How often a list of requests looks for what others have done. */
export const askEveryMs = 15_000;

/** What a change that was applied may have changed on other pages. */
const changed = [['session'], ['orders'], ['order'], ['history']] as const;

/** A step of a request: every list of requests is read anew, also where the answer got lost. */
export function useChangeStep<Input>(step: (input: Input) => Promise<void>, onSuccess?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess,
    onSettled: () => {
      for (const queryKey of [...Object.values(changeKeys), ...changed]) void queries.invalidateQueries({ queryKey });
    },
  });
}
