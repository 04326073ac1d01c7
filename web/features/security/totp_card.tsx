'use client';
import { useState } from 'react';
import { TotpSetup } from '@/features/factors/totp_setup';
import { api, type Security } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Card } from './card';
import { useFactorAdded } from './factor_added';
import { useSecurityChange } from './use_security_change';

export function TotpCard({ security }: { security: Security }) {
  const { t } = useI18n();
  const format = useFormat();
  const [removing, setRemoving] = useState(false);
  // Setting up is begun anew after each that was finished.
  const [round, setRound] = useState(0);
  const added = useFactorAdded(() => setRound((held) => held + 1));
  const remove = useSecurityChange(() => api.removeTotp(), () => setRemoving(false));
  const ask = () => {
    remove.reset();
    setRemoving(true);
  };
  return (
    <Card title={t('security.totp')}>
      {security.totp ? (
        <>
          <p>{t('security.totp_since', { date: format.date(security.totp.created_at) })}</p>
          <TotpSetup key={round} text={t('totp.move_text')} start={t('totp.move')} onEnrolled={added.onEnrolled} />
          <Button look="secondary" onClick={ask}>{t('totp.remove')}</Button>
        </>
      ) : !security.password_set ? <p>{t('problem.password_first')}</p> : (
        <TotpSetup key={round} text={t('totp.text')} start={t('totp.begin')} onEnrolled={added.onEnrolled} />
      )}
      {added.dialog}
      {removing && (
        <ConfirmDialog title={t('totp.remove_ask')} confirm={t('security.remove')} busy={remove.isPending} error={remove.error}
          onConfirm={() => remove.mutate(undefined)} onClose={() => setRemoving(false)}>
          <p>{t('totp.remove_text')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
