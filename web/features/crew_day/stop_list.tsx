'use client';
import Link from 'next/link';
import type { CrewDay, CrewStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/ui/icons';
import { chipOf } from '@/features/visits/chip';
import { KindIcon } from '@/features/visits/kind_icon';
import { useVisitWords } from '@/features/visits/visit_words';
import type { Houses } from './use_day';

function Drive({ minutes, km }: { minutes: number; km: number }) {
  const { t } = useI18n();
  const format = useFormat();
  return <p className="stop-drive"><Icon name="road" />{t('day.drive', { minutes: format.number(minutes), km: format.number(km) })}</p>;
}

type RowProps = { stop: CrewStop; offset: number; index: number; status: 'done' | 'now' | 'ahead'; houses: Houses };

function StopRow({ stop, offset, index, status, houses }: RowProps) {
  const { t } = useI18n();
  const words = useVisitWords();
  const house = houses[stop.order];
  return (
    <li className={`stop ${status}`} aria-current={status === 'now' ? 'step' : undefined}>
      <Drive minutes={stop.drive_minutes} km={stop.drive_km} />
      <span className="stop-mark" aria-hidden="true">{status === 'done' ? <Icon name="check" /> : index + 1}</span>
      <div className="stop-body">
        <p className="stop-time">
          <time dateTime={stop.begins_at}>{words.span({ from: stop.begins_at, to: stop.ends_at }, offset)}</time>
          <span className={`chip ${chipOf(stop.state)}`}>{words.state(stop.state)}</span>
        </p>
        <h3><Link href={`/crew/job?id=${stop.order}`}>{house?.address.street || stop.city}</Link></h3>
        {house?.address.street && <p className="hint">{house.address.postcode} {house.address.city}</p>}
        <p className="stop-kind"><KindIcon kind={stop.kind} />{words.kind(stop)}</p>
        {stop.window && <p className="hint">{t('day.promised', { span: words.span(stop.window, offset) })}</p>}
        {stop.cause && <p className="hint">{t('day.changed', { cause: words.cause(stop.cause) })}</p>}
      </div>
    </li>
  );
}

/** All stops in the order in which they are driven to, each with the way to it, and the way home. */
export function StopList({ day, stops, next, houses }: { day: CrewDay; stops: readonly CrewStop[]; next?: CrewStop; houses: Houses }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <section className="card" aria-labelledby="stops">
      <h2 id="stops">{t('day.stops_heading')}</h2>
      <ol className="stop-list">
        {stops.map((stop, index) => (
          <StopRow key={stop.visit} stop={stop} index={index} offset={day.utc_offset_minutes} houses={houses}
            status={stop.state === 'done' ? 'done' : stop === next ? 'now' : 'ahead'} />
        ))}
      </ol>
      {day.back_at && <p className="stop-home"><span className="stop-mark"><Icon name="home" /></span>{t('day.home', { time: format.clock(day.back_at, day.utc_offset_minutes) })}</p>}
    </section>
  );
}
