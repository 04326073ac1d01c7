'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { emailFault } from './fields';

/** Asks for the verification mail once more; the answer is the same whether or not there is such an account. */
export function ResendMail({ email: given = '' }: { email?: string }) {
  const { t } = useI18n();
  const words = useWords();
  const [email, setEmail] = useState(given);
  const [asked, setAsked] = useState(false);
  const resend = useMutation({ mutationFn: () => api.requestVerification(email.trim()) });
  const wrong = asked ? emailFault(email.trim()) : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!emailFault(email.trim()) && !resend.isPending) resend.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit} className="resend">
      <TextField label={t('account.email')} type="email" autoComplete="email" value={email} fault={words.fault(wrong)} onText={setEmail} />
      <Button type="submit" look="secondary" busy={resend.isPending}>{t('account.resend')}</Button>
      <p role="status">{resend.isSuccess ? t('account.resent') : ''}</p>
      <Refused error={resend.error} />
    </form>
  );
}
