'use client';
import { useCallback } from 'react';
import { useFormat } from '@/shared/i18n/format';

/** From where something was done: the address, and its country where that is known. */
export function usePlace(): (from: { address: string; country?: string | null }) => string {
  const format = useFormat();
  return useCallback(({ address, country }) => (country ? `${address} (${format.country(country)})` : address), [format]);
}
