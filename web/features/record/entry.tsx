'use client';
import { isOfTheLog } from '@/features/security/of_the_log';
import { useHappened } from '@/features/security/use_happened';
import type { Standing } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon, type IconName } from '@/shared/ui/icons';
import { Raw } from './raw';
import type { CheckedItem, Finding } from './read_record';

type Look = { readonly name: 'good' | 'care' | 'open'; readonly icon: IconName };

function lookOf(finding: Finding): Look {
  if (finding === 'stands') return { name: 'good', icon: 'check' };
  if (finding === 'waiting') return { name: 'open', icon: 'clock' };
  if (finding === 'unproven') return { name: 'open', icon: 'minus' };
  return { name: 'care', icon: 'cross' };
}

const isRow = (word: string) => word.startsWith('orders/') || word.startsWith('accounts/');

/** A value of a change in the reader's words, where it is one of ours. */
function useValueWords() {
  const { t, known } = useI18n();
  return (value: string | null | undefined) => {
    if (!value || isOfTheLog(value)) return t('record.nothing');
    // A request goes on with what it is for: the fields of a change are told, the rest stands below for experts:
    // the row that was written, and of each field a digest of what it was given.
    const [first = '', ...rest] = value.split(' ');
    const fields = (isRow(first) ? [first, ...rest] : rest).flatMap((word) => known(`change.field.${word.split('=')[0]}`) ?? []);
    if (isRow(first)) return fields.join(', ') || t('record.nothing');
    const step = known(`record.value.${first}`);
    return known(`role.${value}`) ?? known(`staff.reason.${value}`) ?? (step && [step, fields.join(', ')].filter(Boolean).join(': ')) ?? value;
  };
}

function Change({ item: { action, before, after } }: { item: CheckedItem }) {
  const { t, known } = useI18n();
  const words = useValueWords();
  if (!before && (!after || isOfTheLog(after))) return null;
  return (
    <dl className="facts">
      {action !== 'data_opened' && <div><dt>{t('record.before')}</dt><dd>{words(before)}</dd></div>}
      <div><dt>{known(`record.after.${action}`) ?? t('record.after')}</dt><dd>{words(after)}</dd></div>
    </dl>
  );
}

function Opened({ standing }: { standing: Standing }) {
  const { t, known } = useI18n();
  return (
    <dl className="facts">
      <div><dt>{t('record.position')}</dt><dd>{standing.position}</dd></div>
      {standing.opened.map(({ field, value }, at) => (
        <div key={at}><dt>{known(`record.field.${field}`) ?? field}</dt><dd translate="no">{value ?? t('record.nothing')}</dd></div>
      ))}
    </dl>
  );
}

function Details({ item, standing, title }: { item: CheckedItem; standing: Standing; title: string }) {
  const { t } = useI18n();
  return (
    <details>
      <summary>{t('record.details')}<span className="visually-hidden">: {title}</span></summary>
      <p className="hint">{t('record.details_text')}</p>
      <Opened standing={standing} />
      <Raw label={t('record.leaf')} text={standing.leaf} />
      {item.note && <Raw label={t('record.checkpoint')} text={item.note} />}
    </details>
  );
}

/** One change, who made it, and what this browser found out about it. */
export function Entry({ item, late }: { item: CheckedItem; late: boolean }) {
  const { t, known } = useI18n();
  const format = useFormat();
  const happened = useHappened();
  const { name, icon } = lookOf(item.finding);
  const title = happened(item.action);
  const finding = item.finding === 'waiting' && late ? t('record.late') : known(`record.finding.${item.finding}`);
  return (
    <li className={name}>
      <time dateTime={item.at}>{format.stamp(item.at)}</time>
      <p className="timeline-event">{title}</p>
      <p className="entry-by">{known(`record.by.${item.by}`) ?? item.by}</p>
      {item.by === 'owner' && <p className="hint">{[item.device, item.country && format.country(item.country)].filter(Boolean).join(' · ')}</p>}
      <Change item={item} />
      <p className={`finding ${name}`}><Icon name={icon} /><span>{finding}</span></p>
      {item.standing && <Details item={item} standing={item.standing} title={`${title}, ${format.stamp(item.at)}`} />}
    </li>
  );
}
