'use client';
import { useCallback } from 'react';
import { Problem } from '@/shared/api/client';
import type { Fault } from '@/shared/api/limits';
import { useI18n, type MessageKey } from './i18n';

/** Puts a refusal or an input fault into the reader's words. */
export function useWords() {
  const { t, known } = useI18n();
  const problem = useCallback(
    (error: unknown): string => {
      if (!(error instanceof Problem)) return t('problem.unexpected');
      const exact = known(`problem.${error.code}`);
      if (exact) return exact;
      if (error.status === 404) return t('problem.not_found');
      if (error.status === 409) return t('problem.order_changed');
      if (error.status === 422 || error.status === 400) return t('problem.invalid');
      if (error.status === 429) return t('problem.too_many');
      if (error.status === 503) return t('problem.busy');
      return t('problem.unexpected');
    },
    [t, known],
  );
  /** The refusal of one field, to stand beside it. */
  const fieldFault = useCallback(
    (error: Problem): Fault => ({ key: known(`problem.${error.code}`) ? (`problem.${error.code}` as MessageKey) : 'fault.refused' }),
    [known],
  );
  const fault = useCallback((found?: Fault) => (found ? t(found.key, found.values) : undefined), [t]);
  return { problem, fault, fieldFault };
}
