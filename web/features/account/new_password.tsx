'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, Problem } from '@/shared/api/client';
import { textFault } from '@/shared/api/limits';
import { useSessionChange } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Loading, Refused } from '@/shared/ui/states';
import { useLinkToken } from '@/shared/ui/use_link_token';
import { accountLimits } from './fields';
import { NewPasswordField } from './new_password_field';

function Done() {
  const { t } = useI18n();
  return (
    <section className="card narrow">
      <span className="way-icon"><Icon name="check" large /></span>
      <Heading>{t('new_password.done')}</Heading>
      <p role="status">{t('new_password.done_text')}</p>
      <ButtonLink large href="/sign-in">{t('action.sign_in')}</ButtonLink>
    </section>
  );
}

function NewPasswordForm({ token }: { token: string }) {
  const { t } = useI18n();
  const words = useWords();
  const { left } = useSessionChange();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const reset = useMutation({ mutationFn: () => api.resetPassword(token, password), onSuccess: left });
  if (reset.isSuccess) return <Done />;
  const refusedHere = reset.error instanceof Problem && reset.error.field === 'password' ? words.fieldFault(reset.error) : undefined;
  const wrong = textFault(password, accountLimits.newPassword);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!wrong && !reset.isPending) reset.mutate();
  };
  return (
    <section className="card narrow">
      <Heading>{t('title.new_password')}</Heading>
      {token === '' ? (
        <>
          <p role="alert">{t('account.no_token')}</p>
          <ButtonLink href="/reset-password">{t('reset.again')}</ButtonLink>
        </>
      ) : (
        <form noValidate onSubmit={onSubmit}>
          <p>{t('new_password.text')}</p>
          <NewPasswordField label={t('new_password.label')} value={password} fault={words.fault(asked && wrong ? wrong : refusedHere)} person={[]}
            onText={(text) => { setPassword(text); if (refusedHere) reset.reset(); }} />
          <Refused error={refusedHere ? null : reset.error} />
          <div className="actions"><Button type="submit" large busy={reset.isPending}>{t('new_password.save')}</Button></div>
          {reset.isError && !refusedHere && <ButtonLink look="secondary" href="/reset-password">{t('reset.again')}</ButtonLink>}
        </form>
      )}
    </section>
  );
}

function ByLink() {
  const token = useLinkToken();
  return token === undefined ? <Loading /> : <NewPasswordForm key={token} token={token} />;
}

/** The link of the reset mail. */
export function NewPassword() {
  return (
    <Page title="title.new_password" description="description.new_password">
      <ByLink />
    </Page>
  );
}
