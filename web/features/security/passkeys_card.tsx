'use client';
import { useState } from 'react';
import { PasskeySetup } from '@/features/factors/passkey_setup';
import { api, type Passkey, type Security } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Icon } from '@/shared/ui/icons';
import { Card } from './card';
import { useFactorAdded } from './factor_added';
import { useSecurityChange } from './use_security_change';

function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <li>
      <div>
        <p className="row-title"><Icon name="key" />{passkey.name}</p>
        <p className="hint">
          {t('security.created', { date: format.date(passkey.created_at) })} · {passkey.used_at ? t('security.used', { time: format.stamp(passkey.used_at) }) : t('security.never_used')}
          {passkey.backed_up && <> · {t('passkey.synced')}</>}
          {passkey.suspended && <strong> · {t('passkey.suspended')}</strong>}
        </p>
      </div>
      <Button look="quiet" aria-label={t('passkey.remove_named', { name: passkey.name })} onClick={onRemove}>{t('security.remove')}</Button>
    </li>
  );
}

export function PasskeysCard({ security }: { security: Security }) {
  const { t } = useI18n();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey>();
  const added = useFactorAdded(() => setAdding(false));
  const remove = useSecurityChange((passkey: Passkey) => api.removePasskey(passkey.id), () => setRemoving(undefined));
  const ask = (passkey: Passkey) => {
    remove.reset();
    setRemoving(passkey);
  };
  return (
    <Card title={t('security.passkeys')}>
      {security.passkeys.length === 0
        ? <p>{t('security.passkeys_none')}</p>
        : <ul className="rows">{security.passkeys.map((passkey) => <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => ask(passkey)} />)}</ul>}
      {adding
        ? <><PasskeySetup onEnrolled={added.onEnrolled} /><Button look="quiet" onClick={() => setAdding(false)}>{t('action.not_now')}</Button></>
        : <Button look="secondary" onClick={() => setAdding(true)}><Icon name="plus" />{t('passkey.add')}</Button>}
      {added.dialog}
      {removing && (
        <ConfirmDialog title={t('passkey.remove_ask', { name: removing.name })} confirm={t('security.remove')} busy={remove.isPending} error={remove.error}
          onConfirm={() => remove.mutate(removing)} onClose={() => setRemoving(undefined)}>
          <p>{t('passkey.remove_text')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
