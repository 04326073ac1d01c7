'use client';
import { useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import type { Account } from '@/shared/api/client';
import { useSession } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from './button';
import { homeOf } from './home';
import { Heading } from './page';
import { useReturnQuery } from './return_path';
import { Failed, Loading } from './states';

/** Who still owes a proof gives it first, and then comes back. */
function LeadToSignIn({ back }: { back: string }) {
  const router = useRouter();
  useEffect(() => router.replace(`/sign-in${back}`), [router, back]);
  return <Loading />;
}

/**
 * Shows a page only to the role or roles it is for, or to whoever is signed in. This is courtesy: the server decides what
 * anybody gets.
 */
export function Guard({ role, children }: { role?: Account['role'] | readonly Account['role'][]; children: (account: Account) => ReactNode }) {
  const { t } = useI18n();
  const session = useSession('required');
  const back = useReturnQuery();
  if (session.status === 'asking') return <Loading />;
  if (session.status === 'unknown') return <Failed error={session.error} again={session.again} />;
  if (session.status === 'entering') return <LeadToSignIn back={back} />;
  if (session.status === 'visitor') {
    return (
      <section className="card centred">
        <Heading>{t('guard.title')}</Heading>
        <p>{t('guard.text')}</p>
        <div className="actions">
          <ButtonLink href={`/sign-in${back}`}>{t('action.sign_in')}</ButtonLink>
          {role === 'customer' && <ButtonLink look="secondary" href={`/sign-up${back}`}>{t('action.sign_up')}</ButtonLink>}
        </div>
      </section>
    );
  }
  if (role && ![role].flat().includes(session.account.role)) {
    return (
      <section className="card centred">
        <Heading>{t('guard.other_title')}</Heading>
        <p>{t('guard.other_text')}</p>
        <ButtonLink href={homeOf(session.account)}>{t('guard.home')}</ButtonLink>
      </section>
    );
  }
  return children(session.account);
}
