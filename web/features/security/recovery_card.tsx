'use client';
import { useState } from 'react';
import { api, type Security } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Card } from './card';
import { CodesDialog } from './factor_added';
import { useSecurityChange } from './use_security_change';

const fewCodes = 3;

export function RecoveryCard({ security }: { security: Security }) {
  const { t, count } = useI18n();
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const make = useSecurityChange(() => api.makeRecoveryCodes(), (made) => {
    setAsking(false);
    setCodes(made.recovery_codes);
  });
  const left = security.recovery_codes_left;
  const factors = security.totp !== null || security.passkeys.length > 0;
  const ask = () => {
    make.reset();
    setAsking(true);
  };
  return (
    <Card title={t('security.recovery')}>
      {!factors ? <p>{t('security.recovery_none')}</p> : (
        <>
          <p>{count('security.recovery_left', left)}</p>
          {left < fewCodes && <p className="hint">{t('security.recovery_few')}</p>}
          <Button look="secondary" onClick={ask}>{t('recovery.make')}</Button>
        </>
      )}
      {asking && (
        <ConfirmDialog look="primary" title={t('recovery.make_ask')} confirm={t('recovery.make')} busy={make.isPending} error={make.error}
          onConfirm={() => make.mutate(undefined)} onClose={() => setAsking(false)}>
          <p>{t('recovery.make_text')}</p>
        </ConfirmDialog>
      )}
      {codes && <CodesDialog codes={codes} onKept={() => setCodes(undefined)} />}
    </Card>
  );
}
