'use client';
import { useQuery } from '@tanstack/react-query';
import type { Timeline, TimelineEntry } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useLive } from '@/shared/live/live';
import { Failed, Loading } from '@/shared/ui/states';
import { useStateWords } from './state_words';

export function LiveMark() {
  const { t } = useI18n();
  const live = useLive();
  if (live === 'off') return null;
  return <p role="status" className={`live ${live}`}><span aria-hidden="true" />{t(`live.${live}`)}</p>;
}

/** How the load of a timeline goes: its entries, as soon as they are known, or why they are not. */
export type TimelineLoad = { entries?: readonly TimelineEntry[]; error: Error | null; again: () => void };

export function useTimeline(key: readonly [string, string], load: () => Promise<Timeline>): TimelineLoad {
  const asked = useQuery({ queryKey: key, queryFn: load, enabled: key[1] !== '' });
  return { entries: asked.data?.items, error: asked.error, again: () => void asked.refetch() };
}

export function TimelineCard({ timeline: { entries, error, again } }: { timeline: TimelineLoad }) {
  const { t } = useI18n();
  return (
    <section className="card" aria-labelledby="timeline">
      <h2 id="timeline">{t('order.timeline')}</h2>
      {entries ? <TimelineList entries={entries} /> : error ? <Failed error={error} again={again} /> : <Loading />}
    </section>
  );
}

/** What happened so far, newest first. */
function TimelineList({ entries }: { entries: readonly TimelineEntry[] }) {
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
