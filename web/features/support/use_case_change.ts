'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api/client';

export const casesKey = ['cases'] as const;
export const caseKey = (id: string) => ['case', id] as const;
/** How often the list looks whether an officer has ended a case. */
const askEveryMs = 15_000;

export function useCases() {
  return useQuery({ queryKey: casesKey, queryFn: api.cases, refetchInterval: askEveryMs });
}

/** A case is opened or ended: the list is read anew, also where the answer got lost. */
export function useCaseChange<Input, Output>(change: (input: Input) => Promise<Output>, onSuccess: (output: Output) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () => void queries.invalidateQueries({ queryKey: casesKey }),
  });
}
