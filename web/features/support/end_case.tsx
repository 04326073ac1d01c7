'use client';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { useCaseChange } from './use_case_change';

/** Asks before a case is given back, as every grant is. */
export function EndCase({ id, onDone, onClose }: { id: string; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const end = useCaseChange((_: undefined) => api.giveUpGrant(id), onDone);
  return (
    <ConfirmDialog look="primary" title={t('case.end_title')} confirm={t('case.end')} busy={end.isPending} error={end.error}
      onConfirm={() => end.mutate(undefined)} onClose={onClose}>
      <p>{t('case.end_text')}</p>
    </ConfirmDialog>
  );
}
