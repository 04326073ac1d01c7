'use client';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { ResendMail } from './resend_mail';

function Verification() {
  const { t } = useI18n();
  const query = useSearchParams();
  const [token] = useState(() => query.get('token') ?? '');
  const verify = useMutation({ mutationFn: () => api.verifyEmail(token) });
  useEffect(() => {
    if (window.location.search.includes('token=')) window.history.replaceState(null, '', '/verify');
  }, []);
  return (
    <section className="card narrow">
      {verify.isSuccess ? (
        <>
          <span className="way-icon"><Icon name="check" large /></span>
          <Heading>{t('account.verified')}</Heading>
          <p role="status">{t('account.verified_text')}</p>
          <ButtonLink large href="/sign-in">{t('action.sign_in')}</ButtonLink>
        </>
      ) : (
        <>
          <Heading>{t('account.verify')}</Heading>
          {token === '' ? <p role="alert">{t('account.no_token')}</p> : (
            <>
              <p>{t('account.verify_text')}</p>
              <Button large busy={verify.isPending} onClick={() => verify.mutate()}>{t('account.verify_button')}</Button>
            </>
          )}
          <Refused error={verify.error} />
          {(token === '' || verify.isError) && <ResendMail />}
        </>
      )}
    </section>
  );
}

/**
 * The link of the verification mail. A press is asked for, so that a mail scanner that opens links verifies
 * nothing; the token leaves the address bar at once.
 */
export function Verify() {
  return (
    <Page title="title.verify" description="description.verify">
      <Verification />
    </Page>
  );
}
