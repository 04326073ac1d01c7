'use client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import type { Checkpoint } from '@/shared/log/checkpoint';
import { Button } from '@/shared/ui/button';
import { AlarmVerdict } from './alarm';
import { Frame } from './frame';
import { LogStrip } from './log_strip';
import type { CheckedItem, CheckedPage } from './read_record';

export function Checking() {
  const { t } = useI18n();
  return <Frame look="open" icon="clock" line={t('record.checking')} />;
}

type Believed = Extract<CheckedPage['head'], { kind: 'believed' }>;

/** The newest of the checkpoints, as each page comes with its own. */
function newestOf(heads: readonly Believed[]): Checkpoint | undefined {
  return heads.map(({ checkpoint }) => checkpoint).reduce<Checkpoint | undefined>((newest, one) => (newest && newest.size >= one.size ? newest : one), undefined);
}

type Props = { pages: readonly CheckedPage[]; items: readonly CheckedItem[]; checkedAt: number; late: boolean; busy: boolean; again: () => void };

/** The line at the top. The worst that was found decides what it says. */
export function Verdict({ pages, items, checkedAt, late, busy, again }: Props) {
  const { t, count } = useI18n();
  const format = useFormat();
  const refused = pages.find(({ head }) => head.kind === 'refused');
  if (refused) return <AlarmVerdict page={refused} />;
  const standing = items.filter(({ finding }) => finding === 'stands');
  const waiting = items.filter(({ finding }) => finding === 'waiting');
  const open = items.filter(({ finding }) => finding === 'unproven');
  const wrong = items.length - standing.length - waiting.length - open.length;
  const lookAgain = <Button look="secondary" busy={busy} onClick={again}>{t('record.again')}</Button>;
  if (wrong > 0)
    return <Frame look="care" icon="cross" line={count('record.wrong', wrong, { all: items.length })}><p>{t('record.alarm_text')}</p></Frame>;
  if (pages.some(({ head }) => head.kind === 'unsettled'))
    return <Frame look="open" icon="minus" line={t('record.unsettled')}><p>{t('record.unsettled_text')}</p>{lookAgain}</Frame>;
  const heads = pages.map(({ head }) => head).filter((head) => head.kind === 'believed');
  const newest = newestOf(heads);
  const size = newest ? count('record.entries', newest.size, { n: format.number(newest.size) }) : '';
  if (waiting.length > 0)
    return (
      <Frame look="open" icon="clock" line={count('record.waiting', waiting.length)}>
        {late ? <><p>{t('record.late_text')}</p>{lookAgain}</> : <p>{t('record.waiting_text')}</p>}
      </Frame>
    );
  if (!newest || items.length === 0) return null;
  const strip = <LogStrip positions={standing.map((item) => item.standing?.position ?? 0)} size={newest.size} />;
  if (heads.some(({ signature }) => signature === 'not_checkable'))
    return <Frame look="open" icon="minus" line={count('record.unsigned', items.length, { size })}><p>{t('record.unsigned_text')}</p>{strip}</Frame>;
  return (
    <Frame look="good" icon="shield" line={count('record.well', items.length, { size })}>
      <p>{t('record.well_text', { time: format.stamp(new Date(checkedAt).toISOString()) })}</p>
      {strip}
    </Frame>
  );
}
