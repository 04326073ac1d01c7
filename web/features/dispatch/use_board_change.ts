'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** Changes what a board shows, and reads it anew whatever came of it. */
export function useBoardChange<V, T>(change: (of: V) => Promise<T>, onDone: (answer: T) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['board'] }),
  });
}
