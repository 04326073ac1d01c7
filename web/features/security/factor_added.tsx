'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RecoveryCodes } from '@/features/factors/recovery_codes';
import type { FactorEnrolled } from '@/shared/api/client';
import { useSessionChange } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { Dialog } from '@/shared/ui/dialog';

/** Codes that are shown this once: only a word that they are kept closes it. */
export function CodesDialog({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useI18n();
  return <Dialog title={t('recovery.heading')}><RecoveryCodes codes={codes} onKept={onKept} /></Dialog>;
}

/** What follows a new factor on the security page: the session's new state, and the first recovery codes. */
export function useFactorAdded(onDone: () => void) {
  const queries = useQueryClient();
  const { renewed } = useSessionChange();
  const [codes, setCodes] = useState<readonly string[]>();
  const finish = () => {
    setCodes(undefined);
    for (const shown of ['security', 'own_sessions', 'history']) void queries.invalidateQueries({ queryKey: [shown] });
    onDone();
  };
  const onEnrolled = ({ state, recovery_codes }: FactorEnrolled) => {
    renewed(state);
    if (recovery_codes?.length) setCodes(recovery_codes);
    else finish();
  };
  return { onEnrolled, dialog: codes && <CodesDialog codes={codes} onKept={finish} /> };
}
