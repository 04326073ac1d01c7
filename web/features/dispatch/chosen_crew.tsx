'use client';
import { useMemo } from 'react';
import type { Board, BoardCrew, BoardStop } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useFormat } from '@/shared/i18n/format';
import { RouteMap, type Route } from '@/shared/map/route_map';
import { useVisitWords } from '@/features/visits/visit_words';
import { chipOf } from '@/features/visits/chip';

function routeOf({ crew, base, stops }: BoardCrew): Route {
  return {
    id: crew,
    home: base,
    stops: stops.filter(({ state }) => state !== 'gone').map(({ visit, city, latitude, longitude, state }) => ({
      id: visit, name: city, latitude, longitude,
      status: state === 'done' ? 'done' : state === 'on_the_way' || state === 'arrived' ? 'now' : 'ahead',
    })),
  };
}

/** The chosen crew's way on a map, over the faint ways of the others and the dots of what waits. */
export function ChosenCrew({ board, crew, onOpen }: { board: Board; crew: BoardCrew; onOpen: (stop: BoardStop) => void }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const route = useMemo(() => routeOf(crew), [crew]);
  const others = useMemo(() => board.crews.filter((other) => other.crew !== crew.crew && other.stops.length > 0).map(routeOf), [board.crews, crew.crew]);
  const offset = crew.utc_offset_minutes;
  return (
    <section className="card" aria-labelledby="chosen-crew">
      <h2 id="chosen-crew">{crew.name}</h2>
      <RouteMap route={route} others={others} waiting={board.waiting} label={t('day.map', { stops: count('day.stops', route.stops.length), km: format.number(crew.road_km) })} />
      {route.stops.length === 0 ? <p className="hint">{t(crew.absent ? 'dispatch.crew_absent' : crew.shift ? 'dispatch.crew_free' : 'dispatch.crew_off')}</p> : (
        <ol className="rows board-stops">
          {crew.stops.filter(({ state }) => state !== 'gone').map((stop) => (
            <li key={stop.visit}>
              <button type="button" className="board-stop" onClick={() => onOpen(stop)}>
                <span className="row-title">{words.span({ from: stop.begins_at, to: stop.ends_at }, offset)} · {stop.city} <span className={`chip ${chipOf(stop.state)}`}>{words.state(stop.state)}</span></span>
                <span className="hint">{words.kind(stop)}{stop.window && ` · ${t('day.promised', { span: words.span(stop.window, offset) })}`}{stop.question_open && ` · ${t('day.asked')}`}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
