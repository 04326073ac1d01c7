'use client';
import { useCallback } from 'react';
import { useI18n } from '@/shared/i18n/i18n';

/** What an event's kind is called; a kind that these pages do not know yet stands for itself. */
export function useHappened(): (kind: string) => string {
  const { known } = useI18n();
  return useCallback((kind: string) => known(`happened.${kind}`) ?? kind.replaceAll('_', ' '), [known]);
}
