'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type FactorEnrolled } from '@/shared/api/client';
import { textFault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { makePasskey } from '@/shared/webauthn';
import { passkeyNameLimit } from './limits';

/** Makes a passkey on one of the person's devices, under a name that they will know it by. */
export function PasskeySetup({ onEnrolled }: { onEnrolled: (enrolled: FactorEnrolled) => void }) {
  const { t } = useI18n();
  const words = useWords();
  const [typed, setTyped] = useState<string>();
  const name = typed ?? t('passkey.first_name');
  const wrong = textFault(name.trim(), passkeyNameLimit);
  const add = useMutation({
    mutationFn: async () => {
      const credential = await makePasskey(await api.passkeyOffer());
      return api.addPasskey({ name: name.trim(), credential });
    },
    onSuccess: onEnrolled,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !add.isPending) add.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <p>{t('passkey.text')}</p>
      <TextField label={t('passkey.name')} hint={t('passkey.name_hint')} autoComplete="off" required value={name} fault={words.fault(wrong)} onText={setTyped} />
      <Refused error={add.error} say={{ credentials_refused: 'problem.passkey_refused' }} />
      <div className="actions"><Button type="submit" busy={add.isPending}><Icon name="key" />{t('passkey.make')}</Button></div>
    </form>
  );
}
