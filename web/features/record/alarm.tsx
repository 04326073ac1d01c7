'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { Frame } from './frame';
import { Raw } from './raw';
import type { CheckedPage } from './read_record';

/** A log that this browser does not believe, and what it has in hand for whoever looks into it. */
export function AlarmVerdict({ page: { head, key, note } }: { page: CheckedPage }) {
  const { t, known } = useI18n();
  if (head.kind !== 'refused') return null;
  const { alarm, kept } = head;
  return (
    <Frame look="care" icon="cross" line={known(`record.alarm.${alarm}`) ?? alarm}>
      <p>{t('record.alarm_text')}</p>
      {kept && <p>{t('record.alarm_kept')}</p>}
      <details>
        <summary>{t('record.evidence')}</summary>
        {kept && <Raw label={t('record.evidence_kept')} text={[kept.key, kept.origin, kept.size, kept.root].join('\n')} />}
        <Raw label={t('record.evidence_shown')} text={[key, note ?? ''].join('\n')} />
      </details>
    </Frame>
  );
}
