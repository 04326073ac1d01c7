'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { ResendMail } from './resend_mail';

export function CheckMail() {
  const { t } = useI18n();
  return (
    <Page title="title.check_mail" description="description.check_mail">
      <section className="card narrow">
        <span className="way-icon"><Icon name="check" large /></span>
        <Heading>{t('account.check_mail')}</Heading>
        <p>{t('account.check_mail_text')}</p>
        <details>
          <summary>{t('account.no_mail')}</summary>
          <ResendMail />
        </details>
      </section>
    </Page>
  );
}
