'use client';
import { useMemo } from 'react';
import type { BoardCrew, BoardStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useSize } from '@/shared/ui/use_size';
import { Track } from './track';
import { axisOf, type Axis, type Slot } from './slots';
import { useCarrying, type Carried } from './use_carrying';

function Hours({ axis }: { axis: Axis }) {
  const [size, measure] = useSize();
  const hours = Array.from({ length: (axis.to - axis.from) / 60 + 1 }, (_, index) => axis.from / 60 + index);
  return (
    <div ref={measure} className="gantt-hours" aria-hidden="true">
      {size && (
        <svg width={size.width} height="24" focusable="false">
          {hours.slice(0, -1).map((hour, index) => <text key={hour} x={(index / (hours.length - 1)) * size.width + 3} y="17">{hour}</text>)}
        </svg>
      )}
    </div>
  );
}

type RowProps = {
  crew: BoardCrew;
  chosen: boolean;
  onChoose: () => void;
  children: React.ReactNode;
};

function Row({ crew, chosen, onChoose, children }: RowProps) {
  const { t } = useI18n();
  const format = useFormat();
  const free = crew.absent ? t('dispatch.absent') : !crew.shift ? t('dispatch.off') : undefined;
  return (
    <li className={chosen ? 'gantt-row chosen' : 'gantt-row'}>
      <button type="button" className="gantt-crew" aria-pressed={chosen} onClick={onChoose}>
        <strong>{crew.name}</strong>
        <span>{free ?? t('day.road', { km: format.number(crew.road_km) })}</span>
      </button>
      {children}
    </li>
  );
}

function Key() {
  const { t } = useI18n();
  const boxes = [['survey told', 'visit.kind.survey'], ['installation told', 'visit.kind.installation'], ['inspection told', 'visit.kind.inspection'], ['survey told asked', 'day.asked']] as const;
  return (
    <ul className="gantt-key" aria-label={t('dispatch.key')}>
      {boxes.map(([look, text]) => (
        <li key={text}><svg width="26" height="18" aria-hidden="true" focusable="false"><g className={`gantt-bar ${look}`}><rect x="2" y="2" width="22" height="14" rx="5" /></g></svg>{t(text)}</li>
      ))}
      <li><svg width="26" height="18" aria-hidden="true" focusable="false"><rect className="gantt-window" x="1" y="7" width="24" height="5" rx="2.5" /></svg>{t('dispatch.told')}</li>
      <li><svg width="26" height="18" aria-hidden="true" focusable="false"><path className="gantt-drive" d="M3 9H24" /></svg>{t('dispatch.driving')}</li>
    </ul>
  );
}

/** Says where a carried visit is, for who does not see it. */
function useAnnouncement(carried: Carried | undefined, crews: readonly BoardCrew[]): string {
  const { t } = useI18n();
  const format = useFormat();
  if (!carried) return '';
  const crew = crews.find((one) => one.crew === carried.slot.crew);
  const next = crew?.stops.find(({ visit }) => visit === carried.slot.before);
  if (!crew) return '';
  return next
    ? t('dispatch.carried_before', { crew: crew.name, city: next.city, time: format.clock(next.begins_at, crew.utc_offset_minutes) })
    : t('dispatch.carried_last', { crew: crew.name });
}

type Props = {
  day: string;
  today: string;
  crews: readonly BoardCrew[];
  chosen?: string;
  onChoose: (crew: string) => void;
  onDrop: (stop: BoardStop, slot: Slot) => void;
  onOpen: (stop: BoardStop, crew: BoardCrew) => void;
};

/** The day of all crews, one below the other on their own clocks, with each visit to be taken and put elsewhere. */
export function Gantt({ day, today, crews, chosen, onChoose, onDrop, onOpen }: Props) {
  const { t } = useI18n();
  const axis = useMemo(() => axisOf(crews, day), [crews, day]);
  const { carried, handlersOf } = useCarrying(crews, day, today, axis, { onDrop, onOpen });
  const told = useAnnouncement(carried, crews);
  const carriedStop = carried && crews.flatMap(({ stops }) => stops).find(({ visit }) => visit === carried.visit);
  return (
    <>
      <p id="gantt-help" className="hint">{t(day > today ? 'dispatch.help' : 'dispatch.help_today')}</p>
      <p className="visually-hidden" role="status">{carried?.by === 'keyboard' ? told : ''}</p>
      <div className={carried ? 'gantt carrying' : 'gantt'} role="region" aria-label={t('dispatch.gantt')} tabIndex={0}>
        <div className="gantt-inner">
          <div className="gantt-row gantt-head"><span className="gantt-crew" aria-hidden="true" /><Hours axis={axis} /></div>
          <ol>
            {crews.map((crew) => (
              <Row key={crew.crew} crew={crew} chosen={crew.crew === chosen} onChoose={() => onChoose(crew.crew)}>
                <Track crew={crew} day={day} today={today} axis={axis} carried={carried} carriedStop={carriedStop} handlersOf={handlersOf} />
              </Row>
            ))}
          </ol>
        </div>
      </div>
      <Key />
    </>
  );
}
