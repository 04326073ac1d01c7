'use client';
import { useMemo } from 'react';
import type { CrewDay, CrewStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { RouteMap, type Route, type RouteStop } from '@/shared/map/route_map';
import { Icon } from '@/shared/ui/icons';
import { Empty } from '@/shared/ui/states';
import { NextStop } from './next_stop';
import { StopList } from './stop_list';
import type { Houses } from './use_day';

/** Only today's visits are moved on; what is kept, past or ahead is read. */
export type When = 'today' | 'past' | 'ahead' | 'kept';

export function nextOf(stops: readonly CrewStop[]): CrewStop | undefined {
  return stops.find(({ state }) => state === 'on_the_way' || state === 'arrived') ?? stops.find(({ state }) => state === 'planned' || state === 'told');
}

function statusOf(stop: CrewStop, next: CrewStop | undefined): RouteStop['status'] {
  return stop.state === 'done' ? 'done' : stop === next ? 'now' : 'ahead';
}

function routeOf(day: CrewDay, stops: readonly CrewStop[], houses: Houses, next: CrewStop | undefined): Route {
  return {
    id: day.day,
    home: day.base,
    stops: stops.map((stop) => {
      const { latitude, longitude } = houses[stop.order] ?? stop;
      return { id: stop.visit, name: stop.city, latitude, longitude, status: statusOf(stop, next) };
    }),
  };
}

function Summary({ day, stops }: { day: CrewDay; stops: number }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const offset = day.utc_offset_minutes;
  return (
    <ul className="day-facts" aria-label={t('day.summary')}>
      {day.shift && <li><Icon name="clock" />{t('visit.span', { from: format.clock(day.shift.from, offset), to: format.clock(day.shift.to, offset) })}</li>}
      <li><Icon name="pin" />{count('day.stops', stops)}</li>
      {stops > 0 && <li><Icon name="road" />{t('day.road', { km: format.number(day.road_km) })}</li>}
      {day.back_at && <li><Icon name="home" />{t('day.back', { time: format.clock(day.back_at, offset) })}</li>}
    </ul>
  );
}

function Nothing({ day, when }: { day: CrewDay; when: When }) {
  const { t } = useI18n();
  if (day.absent) return <Empty title={t('day.absent')} text={t('day.absent_text')} />;
  if (day.off) return <Empty title={t('day.off')} text={t('day.off_text')} />;
  return <Empty title={t('day.none')} text={t(when === 'past' ? 'day.none_past' : 'day.none_text')} />;
}

/** A day from setting out to being back: the way on a map, the next stop at hand, all stops in their order. */
export function DayView({ day, houses, when }: { day: CrewDay; houses: Houses; when: When }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const stops = useMemo(() => day.stops.filter(({ state }) => state !== 'gone'), [day.stops]);
  const next = when === 'today' || when === 'kept' ? nextOf(stops) : undefined;
  const route = useMemo(() => routeOf(day, stops, houses, next), [day, stops, houses, next]);
  return (
    <section className="day" aria-labelledby="shown-day">
      <h2 id="shown-day" className="day-name">{format.day(day.day)}</h2>
      <Summary day={day} stops={stops.length} />
      {stops.length === 0 ? <Nothing day={day} when={when} /> : (
        <div className="day-parts">
          <div className="stack day-hand">
            {next && <NextStop key={next.visit} day={day} stop={next} house={houses[next.order]} canMove={when === 'today'} />}
            {(when === 'today' || when === 'kept') && !next && <p className="card day-over with-icon" role="status"><Icon name="check" />{t('day.over')}</p>}
            <RouteMap route={route} label={`${t('day.map', { stops: count('day.stops', stops.length), km: format.number(day.road_km) })} ${stops.map(({ city }, index) => `${index + 1}: ${city}`).join(', ')}`} />
          </div>
          <StopList day={day} stops={stops} next={next} houses={houses} />
        </div>
      )}
    </section>
  );
}
