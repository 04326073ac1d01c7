'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { Card } from './card';

/** The way to the record, which is its own page. */
export function RecordCard() {
  const { t } = useI18n();
  return (
    <Card title={t('security.record')}>
      <p>{t('security.record_text')}</p>
      <ButtonLink look="secondary" href="/record">{t('security.record_open')}</ButtonLink>
    </Card>
  );
}
