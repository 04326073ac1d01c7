'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readRecord, type CheckedPage } from './read_record';

const lookAgainMs = 2000;
const looksMax = 5;

const refused = ({ head }: CheckedPage) => head.kind === 'refused';
const waits = ({ items }: CheckedPage) => items.some(({ finding }) => finding === 'waiting');

/**
 * The record as far as it was paged through. It looks again by itself while an entry waits for its place, a few times;
 * what raised an alarm stays as it is.
 */
export function useRecord(account: string) {
  const [looks, setLooks] = useState(0);
  const record = useInfiniteQuery({
    queryKey: ['record', account],
    queryFn: ({ pageParam }) => readRecord(account, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { isFetching, refetch } = record;
  const pages = record.data?.pages ?? [];
  const again = pages.some(waits) && !pages.some(refused) && looks < looksMax && !record.isError;
  useEffect(() => {
    if (!again || isFetching) return;
    const timer = setTimeout(() => {
      setLooks((made) => made + 1);
      void refetch();
    }, lookAgainMs);
    return () => clearTimeout(timer);
  }, [again, isFetching, refetch]);
  return { record, pages, late: looks >= looksMax };
}
