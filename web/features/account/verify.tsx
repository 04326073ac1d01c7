'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { PasswordField } from '@/shared/ui/field';
import { Heading, Page } from '@/shared/ui/page';
import { Loading, Refused } from '@/shared/ui/states';
import { useLinkToken } from '@/shared/ui/use_link_token';
import { ResendMail } from './resend_mail';
import { useArrival } from './use_arrival';

/** The password is asked for, so that nobody confirms what a stranger has begun with their address. */
function VerifyForm({ token }: { token: string }) {
  const { t } = useI18n();
  const words = useWords();
  const onStep = useArrival(null);
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && password === '' ? ({ key: 'fault.required' } as const) : undefined;
  const verify = useMutation({ mutationFn: () => api.verifyEmail(token, password), onSuccess: onStep });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (password !== '' && !verify.isPending) verify.mutate();
  };
  return (
    <section className="card narrow">
      <Heading>{t('account.verify')}</Heading>
      {token === '' ? <p role="alert">{t('account.no_token')}</p> : (
        <form noValidate onSubmit={onSubmit}>
          <p>{t('account.verify_text')}</p>
          <PasswordField label={t('account.password')} name="password" autoComplete="current-password" required value={password} fault={words.fault(missing)} onText={setPassword} />
          <Refused error={verify.error} />
          <div className="actions"><Button type="submit" large busy={verify.isPending}>{t('account.verify_button')}</Button></div>
        </form>
      )}
      {(token === '' || verify.isError) && <ResendMail />}
    </section>
  );
}

function ByLink() {
  const token = useLinkToken();
  return token === undefined ? <Loading /> : <VerifyForm key={token} token={token} />;
}

/** The link of the verification mail. */
export function Verify() {
  return (
    <Page title="title.verify" description="description.verify">
      <ByLink />
    </Page>
  );
}
