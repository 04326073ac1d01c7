'use client';
import type { Difference } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';

/** What each field says, and what it would say. */
export function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useI18n();
  return (
    <dl className="differences">
      {differences.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{t(`change.field.${field}`)}</dt>
          <dd><span className="difference-side">{t('change.before')}</span> <del translate="no">{before || t('change.nothing')}</del></dd>
          <dd><span className="difference-side">{t('change.after')}</span> <ins translate="no">{after || t('change.nothing')}</ins></dd>
        </div>
      ))}
    </dl>
  );
}
