'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from './button';
import { Heading, Page } from './page';

export function NotFound() {
  const { t } = useI18n();
  return (
    <Page title="title.not_found" description="description.not_found">
      <section className="state card">
        <span className="sunrise still" aria-hidden="true" />
        <Heading>{t('not_found.heading')}</Heading>
        <p>{t('not_found.text')}</p>
        <ButtonLink href="/">{t('not_found.home')}</ButtonLink>
      </section>
    </Page>
  );
}
