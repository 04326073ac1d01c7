'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { emailFault } from '@/features/account/fields';
import { api, Problem, type Account } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { Card } from './card';

function ChangeForm({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const change = useMutation({ mutationFn: () => api.changeEmail(email.trim()), onSuccess: onDone });
  const wrong = emailFault(email.trim());
  const refusedHere = change.error instanceof Problem && change.error.field === 'email' ? words.fieldFault(change.error) : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!wrong && !change.isPending) change.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <TextField label={t('security.email_new')} hint={t('security.email_hint')} type="email" name="email" autoComplete="email" required value={email}
        fault={words.fault(asked && wrong ? wrong : refusedHere)} onText={(text) => { setEmail(text); if (refusedHere) change.reset(); }} />
      <Refused error={refusedHere ? null : change.error} />
      <div className="actions">
        <Button type="submit" busy={change.isPending}>{t('security.email_send')}</Button>
        <Button look="quiet" onClick={onClose}>{t('action.not_now')}</Button>
      </div>
    </form>
  );
}

export function EmailCard({ account }: { account: Account }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [sent, setSent] = useState(false);
  return (
    <Card title={t('account.email')}>
      <p className="breakable">{account.email}</p>
      <p role="status">{sent ? t('security.email_sent') : ''}</p>
      {open
        ? <ChangeForm onDone={() => { setOpen(false); setSent(true); }} onClose={() => setOpen(false)} />
        : <Button look="secondary" onClick={() => { setOpen(true); setSent(false); }}>{t('security.email_change')}</Button>}
    </Card>
  );
}
