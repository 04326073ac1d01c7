'use client';
import { useCallback } from 'react';
import { useI18n } from '@/shared/i18n/i18n';

/** States, events and parties in the reader's words; a word these pages do not know yet is shown as it is. */
export function useStateWords() {
  const { known } = useI18n();
  const plain = (word: string) => word.replaceAll('_', ' ');
  const state = useCallback((name: string) => known(`state.${name}`) ?? plain(name), [known]);
  const event = useCallback((name: string) => known(`event.${name}`) ?? plain(name), [known]);
  const move = useCallback((name: string) => known(`move.${name}`) ?? plain(name), [known]);
  const party = useCallback((name: string) => known(`party.${name}`) ?? plain(name), [known]);
  const next = useCallback((name: string) => known(`next.${name}`) ?? '', [known]);
  return { state, event, move, party, next };
}
