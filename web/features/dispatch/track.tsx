'use client';
import type { BoardCrew, BoardStop } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/ui/use_now';
import { useSize } from '@/shared/ui/use_size';
import { useVisitWords } from '@/features/visits/visit_words';
import { beginIn, minuteOf, type Axis } from './slots';
import { movable, type Carried, type useCarrying } from './use_carrying';

const height = 58;
const barTop = 9;
const barHeight = 40;
const leastBarPx = 14;

type Handlers = ReturnType<ReturnType<typeof useCarrying>['handlersOf']>;
type Scale = (minute: number) => number;

function useBarLabel() {
  const { t } = useI18n();
  const words = useVisitWords();
  return (stop: BoardStop, crew: BoardCrew) => {
    const span = words.span({ from: stop.begins_at, to: stop.ends_at }, crew.utc_offset_minutes);
    const promised = stop.window ? t('day.promised', { span: words.span(stop.window, crew.utc_offset_minutes) }) : '';
    return [t('dispatch.bar', { kind: words.kind(stop), city: stop.city, span, crew: crew.name }), words.state(stop.state), promised].filter(Boolean).join('. ');
  };
}

type BarProps = { stop: BoardStop; crew: BoardCrew; day: string; today: string; x: Scale; isCarried: boolean; handlers: Handlers };

function Bar({ stop, crew, day, today, x, isCarried, handlers }: BarProps) {
  const label = useBarLabel();
  const words = useVisitWords();
  const at = (time: string) => x(minuteOf(time, day, crew.utc_offset_minutes));
  const left = at(stop.begins_at);
  const width = Math.max(leastBarPx, at(stop.ends_at) - left - 1);
  const drive = left - x(minuteOf(stop.begins_at, day, crew.utc_offset_minutes) - stop.drive_minutes);
  return (
    <>
      {stop.window && <rect className="gantt-window" x={at(stop.window.from)} width={Math.max(2, at(stop.window.to) - at(stop.window.from))} y={barTop + barHeight + 2} height="5" rx="2.5" />}
      <path className="gantt-drive" d={`M${left - drive} ${barTop + barHeight / 2}H${left}`} />
      <g className={`gantt-bar ${stop.kind} ${stop.state}${isCarried ? ' carried' : ''}${movable(stop, day, today) ? ' movable' : ''}${stop.question_open ? ' asked' : ''}`}
        role="button" tabIndex={0} aria-label={label(stop, crew)} aria-describedby="gantt-help" {...handlers}>
        <rect x={left} y={barTop} width={width} height={barHeight} rx="9" />
        <svg x={left} y={barTop} width={width} height={barHeight} aria-hidden="true" focusable="false">
          {/* The space between them is read aloud. */}
          <text x="8" y="17"><tspan className="gantt-city">{stop.city}</tspan>{' '}<tspan className="gantt-kind" x="8" dy="15">{words.kind(stop)}</tspan></text>
        </svg>
      </g>
    </>
  );
}

function NowLine({ crew, day, axis, x }: { crew: BoardCrew; day: string; axis: Axis; x: Scale }) {
  const minute = minuteOf(new Date(useNow()).toISOString(), day, crew.utc_offset_minutes);
  if (minute < axis.from || minute > axis.to) return null;
  return <path className="gantt-now" d={`M${x(minute)} 0V${height}`} />;
}

type Props = { crew: BoardCrew; day: string; today: string; axis: Axis; carried?: Carried; carriedStop?: BoardStop; handlersOf: (stop: BoardStop, crew: BoardCrew) => Handlers };

/** One crew's day as bars: the drive, the work, and below it what its customer was promised. */
export function Track({ crew, day, today, axis, carried, carriedStop, handlersOf }: Props) {
  const [size, measure] = useSize();
  const width = size?.width ?? 0;
  const x: Scale = (minute) => ((minute - axis.from) / (axis.to - axis.from)) * width;
  const hours = Array.from({ length: (axis.to - axis.from) / 60 }, (_, index) => axis.from + index * 60);
  const shift = crew.shift && [crew.shift.from, crew.shift.to].map((time) => x(minuteOf(time, day, crew.utc_offset_minutes)));
  const landing = carried && carriedStop && carried.slot.crew === crew.crew ? carried.slot : undefined;
  const begin = landing && carried ? x(beginIn(crew, carried.visit, landing, day, axis)) : 0;
  const length = carriedStop ? ((Date.parse(carriedStop.ends_at) - Date.parse(carriedStop.begins_at)) / 60_000 / (axis.to - axis.from)) * width : 0;
  return (
    <div ref={measure} className="gantt-track" data-crew={crew.crew}>
      {size && (
        <svg width={width} height={height} focusable="false">
          <g aria-hidden="true">
            {shift && <rect className="gantt-shift" x={shift[0]} width={Math.max(0, (shift[1] ?? 0) - (shift[0] ?? 0))} y="0" height={height} />}
            <path className="gantt-grid" d={hours.map((minute) => `M${x(minute)} 0V${height}`).join('')} />
          </g>
          {crew.stops.filter(({ state }) => state !== 'gone').map((stop) => (
            <Bar key={stop.visit} stop={stop} crew={crew} day={day} today={today} x={x} isCarried={carried?.visit === stop.visit} handlers={handlersOf(stop, crew)} />
          ))}
          <NowLine crew={crew} day={day} axis={axis} x={x} />
          {landing && <rect className="gantt-landing" x={Math.min(begin, width - length)} width={Math.max(leastBarPx, length)} y={barTop - 4} height={barHeight + 8} rx="11" aria-hidden="true" />}
        </svg>
      )}
    </div>
  );
}
