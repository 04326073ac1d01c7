'use client';
import { useQuery } from '@tanstack/react-query';
import { api, type Account } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Failed, Loading } from '@/shared/ui/states';
import { ChangesCard } from './changes_card';
import { DataCard } from './data_card';
import { EmailCard } from './email_card';
import { HistoryCard } from './history_card';
import { KeysCard } from './keys_card';
import { PasskeysCard } from './passkeys_card';
import { PasswordCard } from './password_card';
import { RecordCard } from './record_card';
import { RecoveryCard } from './recovery_card';
import { SessionsCard } from './sessions_card';
import { TotpCard } from './totp_card';

function Advice({ account }: { account: Account }) {
  const { t } = useI18n();
  return <p className="lead">{account.role === 'customer' ? t('security.lead_customer') : t('security.lead_staff')}</p>;
}

function SecurityCards({ account }: { account: Account }) {
  const { t } = useI18n();
  const format = useFormat();
  const security = useQuery({ queryKey: ['security'], queryFn: api.security });
  if (!security.data) return security.error ? <Failed error={security.error} again={() => void security.refetch()} /> : <Loading />;
  const reset = security.data.factor_reset;
  return (
    <>
      {reset && <p role="alert" className="alert">{t('security.factor_reset', { time: format.stamp(reset.ready_at) })}</p>}
      <div className="columns halves">
        <div className="stack">
          <PasskeysCard security={security.data} />
          <PasswordCard account={account} security={security.data} />
          <TotpCard security={security.data} />
          <RecoveryCard security={security.data} />
          <EmailCard account={account} />
          {account.role === 'customer' && <DataCard account={account} />}
        </div>
        <div className="stack">
          <SessionsCard />
          <KeysCard />
          <HistoryCard />
          {account.role === 'customer' && <ChangesCard />}
          <RecordCard />
        </div>
      </div>
    </>
  );
}

/** Everything that guards one's own account. */
export function OwnSecurity() {
  const { t } = useI18n();
  return (
    <Page wide title="title.security" description="description.security">
      <Guard>
        {(account) => (
          <>
            <Heading>{t('title.security')}</Heading>
            <Advice account={account} />
            <SecurityCards account={account} />
          </>
        )}
      </Guard>
    </Page>
  );
}
