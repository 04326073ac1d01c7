'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';

/** Nothing tells the board of a change, so it asks. */
const refreshMs = 15_000;

/** All crews' day. */
export function useBoard(day: string) {
  return useQuery({ queryKey: ['board', day], queryFn: () => api.board(day), refetchInterval: refreshMs });
}
