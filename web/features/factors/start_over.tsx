'use client';
import { useMutation } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { useSessionChange } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Refused } from '@/shared/ui/states';

/** Leaves a sign-in that stands half done. */
export function StartOver() {
  const { t } = useI18n();
  const { left } = useSessionChange();
  const leave = useMutation({ mutationFn: api.signOut, onSuccess: left });
  return (
    <>
      <Button look="quiet" busy={leave.isPending} onClick={() => leave.mutate()}>{t('second.start_over')}</Button>
      <Refused error={leave.error} />
    </>
  );
}
