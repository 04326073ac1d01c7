'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { Card } from './card';

/** The way to what support asks to change, which is its own page. */
export function ChangesCard() {
  const { t } = useI18n();
  return (
    <Card title={t('title.changes')}>
      <p>{t('change.own.lead')}</p>
      <ButtonLink look="secondary" href="/changes">{t('change.see')}</ButtonLink>
    </Card>
  );
}
