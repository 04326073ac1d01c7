'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { askEveryMs, changeKeys } from './use_change_step';

export function useOwnChanges() {
  return useQuery({ queryKey: changeKeys.own, queryFn: api.ownChanges, refetchInterval: askEveryMs });
}
