'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Heading, Page } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { emailFault } from './fields';

/** Asks for a link to a new password; the answer is the same whether or not there is such an account. */
function ResetForm() {
  const { t } = useI18n();
  const words = useWords();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const request = useMutation({ mutationFn: () => api.requestPasswordReset(email.trim()) });
  const wrong = asked ? emailFault(email.trim()) : undefined;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!emailFault(email.trim()) && !request.isPending) request.mutate();
  };
  return (
    <section className="card narrow">
      <Heading>{t('title.reset_password')}</Heading>
      <p>{t('reset.text')}</p>
      <form noValidate onSubmit={onSubmit}>
        <TextField label={t('account.email')} type="email" name="email" autoComplete="username" required value={email} fault={words.fault(wrong)} onText={setEmail} />
        <Refused error={request.error} />
        <div className="actions"><Button type="submit" large busy={request.isPending}>{t('reset.send')}</Button></div>
        <p role="status">{request.isSuccess ? t('reset.sent') : ''}</p>
      </form>
      <p><Link href="/sign-in">{t('reset.back')}</Link></p>
    </section>
  );
}

export function ResetPassword() {
  return (
    <Page title="title.reset_password" description="description.reset_password">
      <ResetForm />
    </Page>
  );
}
