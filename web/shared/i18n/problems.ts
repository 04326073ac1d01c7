'use client';
import { useCallback } from 'react';
import { Problem } from '@/shared/api/client';
import type { Fault } from '@/shared/api/limits';
import { useI18n, type MessageKey } from './i18n';

/** What is said of a refusal whose code has no words of its own. */
const byStatus: Partial<Record<number, MessageKey>> = {
  400: 'refused.invalid',
  401: 'problem.session_required',
  403: 'refused.forbidden',
  404: 'refused.not_found',
  409: 'refused.conflict',
  413: 'refused.too_large',
  422: 'refused.invalid',
  429: 'refused.too_many',
  503: 'refused.busy',
};

/** Puts a refusal or an input fault into the reader's words. */
export function useWords() {
  const { t, count, known } = useI18n();
  const wait = useCallback(
    (seconds: number): string => (seconds < 90 ? count('wait.seconds', seconds) : count('wait.minutes', Math.ceil(seconds / 60))),
    [count],
  );
  const problem = useCallback(
    (error: unknown): string => {
      if (!(error instanceof Problem)) return t('refused.unexpected');
      if (error.code === 'throttled' && error.waitSeconds !== undefined) return t('refused.throttled', { time: wait(error.waitSeconds) });
      const exact = known(`problem.${error.code}`);
      if (exact) return exact;
      return t(byStatus[error.status] ?? 'refused.unexpected');
    },
    [t, wait, known],
  );
  /** The refusal of one field, to stand beside it. */
  const fieldFault = useCallback(
    (error: Problem): Fault => ({ key: known(`problem.${error.code}`) ? (`problem.${error.code}` as MessageKey) : 'fault.refused' }),
    [known],
  );
  const fault = useCallback((found?: Fault) => (found ? t(found.key, found.values) : undefined), [t]);
  return { problem, fault, fieldFault };
}
