'use client';
import type { TimelineEntry } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useLive } from '@/shared/live/live';
import { useStateWords } from './state_words';

export function LiveMark() {
  const { t } = useI18n();
  const live = useLive();
  if (live === 'off') return null;
  return <p role="status" className={`live ${live}`}><span aria-hidden="true" />{t(`live.${live}`)}</p>;
}

/** What happened so far, newest first. */
export function TimelineList({ entries }: { entries: readonly TimelineEntry[] }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  if (entries.length === 0) return <p className="hint">{t('order.timeline_empty')}</p>;
  return (
    <ol className="timeline" reversed>
      {[...entries].reverse().map((entry, index) => (
        <li key={entries.length - index} className={index === 0 ? 'newest' : undefined}>
          <time dateTime={entry.at}>{format.moment(entry.at)}</time>
          <p className="timeline-event">{words.event(entry.event)}</p>
          <p className="hint">{t('order.by', { party: words.party(entry.by) })}{entry.from === entry.to ? '' : ` · ${words.state(entry.to)}`}</p>
          {entry.note && <blockquote>{entry.note}</blockquote>}
        </li>
      ))}
    </ol>
  );
}
