'use client';
import { usePathname, useSearchParams } from 'next/navigation';

/** The page being read, as the query that brings a person back to it after signing in. */
export function useReturnQuery(): string {
  const path = usePathname();
  const query = useSearchParams().toString();
  return `?next=${encodeURIComponent(query ? `${path}?${query}` : path)}`;
}
