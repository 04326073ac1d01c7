'use client';
import { useQuery } from '@tanstack/react-query';
import { api, type OwnVisit } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Failed } from '@/shared/ui/states';
import { useNow } from '@/shared/ui/use_now';
import { KindIcon } from '@/features/visits/kind_icon';
import { useVisitWords } from '@/features/visits/visit_words';
import { VisitChanges } from './visit_changes';
import { VisitQuestion } from './visit_question';
import { WindowPicture } from './window_picture';

const minuteMs = 60_000;

/** The crew that is on its way, minute by minute. The ring closes over the last hour. */
function OnTheWay({ offset, arrivesAt }: { offset: number; arrivesAt: string }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const minutes = Math.ceil((Date.parse(arrivesAt) - useNow()) / minuteMs);
  const share = Math.min(1, Math.max(0, 1 - minutes / 60));
  return (
    <div className="on-the-way">
      <svg viewBox="-50 -50 100 100" aria-hidden="true" focusable="false">
        <circle r="42" className="clock-ring" />
        <circle r="42" className="clock-left" pathLength="100" strokeDasharray={`${share * 100} 100`} transform="rotate(-90)" />
        <text y="2">{Math.max(0, minutes)}</text>
        <text y="20" className="unit-text">min</text>
      </svg>
      <div>
        <p className="away"><strong>{minutes > 0 ? count('visit.away', minutes) : t('visit.any_minute')}</strong></p>
        <p className="hint">{t('visit.expected', { time: format.clock(arrivesAt, offset) })}</p>
      </div>
    </div>
  );
}

/** What is asked about a visit stands in place of its time, as it is the time. */
function VisitCard({ visit, order, offset }: { visit: OwnVisit; order: string; offset: number }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const id = `visit-${visit.id}`;
  return (
    <section className={`card visit ${visit.state}`} aria-labelledby={id}>
      <div className="visit-head">
        <span className="way-icon"><KindIcon kind={visit.kind} /></span>
        <div>
          <h2 id={id}>{words.kind(visit)}</h2>
          <p className="visit-day">{format.day(visit.day)}</p>
        </div>
        <span className={`chip ${visit.state === 'done' ? 'good' : visit.state === 'on_the_way' || visit.state === 'arrived' ? 'going' : 'plain'}`}>{words.state(visit.state)}</span>
      </div>
      <div role="status">
        {visit.state === 'on_the_way' && visit.arrives_at ? <OnTheWay offset={offset} arrivesAt={visit.arrives_at} />
          : visit.state === 'arrived' ? <p className="away"><strong>{t('visit.here')}</strong></p>
          : visit.state !== 'done' && !visit.question_open && (visit.window
            ? <p className="window-told"><span className="hint">{t('visit.between')}</span> <strong>{words.span(visit.window, offset)}</strong></p>
            : <p className="hint">{t('visit.no_window')}</p>)}
      </div>
      {visit.window && visit.state === 'told' && !visit.question_open && <><WindowPicture window={visit.window} offset={offset} /><p className="hint">{t('visit.p80')}</p></>}
      {visit.question_open && <VisitQuestion order={order} visit={visit} offset={offset} />}
      <VisitChanges visit={visit} offset={offset} />
    </section>
  );
}

/** When the crew comes: the visits that are ahead, the one under way first, and what has changed about them. */
export function VisitCards({ order }: { order: string }) {
  const { t } = useI18n();
  const visits = useQuery({ queryKey: ['order_visits', order], queryFn: () => api.orderVisits(order) });
  if (!visits.data) {
    if (!visits.error) return null;
    return <section className="card" aria-label={t('visit.heading')}><Failed error={visits.error} again={() => void visits.refetch()} /></section>;
  }
  const { items, utc_offset_minutes: offset } = visits.data;
  const ahead = items.filter(({ state, question_open }) => (state !== 'done' && state !== 'gone') || question_open);
  const under = (visit: OwnVisit) => Number(visit.state === 'on_the_way' || visit.state === 'arrived');
  return [...ahead].sort((a, b) => under(b) - under(a) || a.day.localeCompare(b.day)).map((visit) => <VisitCard key={visit.id} visit={visit} order={order} offset={offset} />);
}
