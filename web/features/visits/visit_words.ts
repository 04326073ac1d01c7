'use client';
import { useMemo } from 'react';
import type { CrewStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

type OfKind = Pick<CrewStop, 'kind' | 'piece'>;
type Span = NonNullable<CrewStop['window']>;

/** Visits in the reader's words, on the clock of the place; a word these pages do not know yet is shown as it is. */
export function useVisitWords() {
  const { t, known } = useI18n();
  const format = useFormat();
  return useMemo(() => {
    const plain = (word: string) => word.replaceAll('_', ' ');
    return {
      /** The days of an installation are counted from the second on. */
      kind: ({ kind, piece }: OfKind) => (piece > 0 ? t('visit.part', { kind: t(`visit.kind.${kind}`), day: piece + 1 }) : t(`visit.kind.${kind}`)),
      state: (state: string) => known(`visit.state.${state}`) ?? plain(state),
      /** Why a visit is not as it was, for whom it is about. */
      cause: (cause: string) => known(`visit.cause.${cause}`) ?? plain(cause),
      span: ({ from, to }: Span, offset: number) => t('visit.span', { from: format.clock(from, offset), to: format.clock(to, offset) }),
    };
  }, [t, known, format]);
}
