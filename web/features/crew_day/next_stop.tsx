'use client';
import Link from 'next/link';
import type { CrewDay, CrewStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import type { House } from '@/shared/offline/kept_day';
import { Icon } from '@/shared/ui/icons';
import { useVisitWords } from '@/features/visits/visit_words';
import { Progress } from './progress';

function mapsAddress({ address: { street, postcode, city, country }, latitude, longitude }: House): string {
  return `geo:${latitude},${longitude}?q=${encodeURIComponent(`${street}, ${postcode} ${city}, ${country}`)}`;
}

type Props = { day: CrewDay; stop: CrewStop; house?: House; canMove: boolean };

/** The stop that is at hand: where, when, and the one thing to press next. */
export function NextStop({ day, stop, house, canMove }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const offset = day.utc_offset_minutes;
  const under = stop.state === 'on_the_way' || stop.state === 'arrived' ? stop.state : 'next';
  return (
    <section className="card sunny next-stop" aria-labelledby="next-stop">
      <p className="eyebrow"><span className={`chip ${under === 'next' ? 'plain' : 'going'}`}>{t(`day.now.${under}`)}</span>{words.kind(stop)}</p>
      <h2 id="next-stop">{house?.address.street || stop.city}</h2>
      {house?.address.street && <p className="next-town">{house.address.postcode} {house.address.city}</p>}
      <dl className="next-times">
        <div><dt>{t('day.begin')}</dt><dd>{format.clock(stop.begins_at, offset)}</dd></div>
        {stop.window && <div><dt>{t('day.window')}</dt><dd>{words.span(stop.window, offset)}</dd></div>}
        {stop.state === 'on_the_way' && stop.arrives_at && <div><dt>{t('day.arrival')}</dt><dd>{format.clock(stop.arrives_at, offset)}</dd></div>}
        {stop.state !== 'arrived' && <div><dt>{t('day.way')}</dt><dd>{t('day.way_short', { minutes: format.number(stop.drive_minutes), km: format.number(stop.drive_km) })}</dd></div>}
      </dl>
      {canMove && <Progress day={day.day} stop={stop} />}
      <p className="next-links">
        {house && <a className="button secondary" href={mapsAddress(house)}><Icon name="pin" />{t('job.open_map')}</a>}
        {house?.contact.phone && <a className="button secondary" href={`tel:${house.contact.phone}`}><Icon name="phone" />{t('job.call', { name: house.contact.name })}</a>}
        {canMove && <Link className="button quiet" href={`/crew/job?id=${stop.order}`}>{t('day.job')}</Link>}
      </p>
    </section>
  );
}
