'use client';
import { useState } from 'react';
import type { Board, BoardCrew, BoardStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Dialog } from '@/shared/ui/dialog';
import { useVisitWords } from '@/features/visits/visit_words';
import { CostOfMove } from './cost_of_move';
import { PlaceForm } from './place_form';
import { slotOf, type Slot } from './slots';
import { movable } from './use_carrying';

/** A place on a day. */
export type Place = Slot & { day: string };
/** A visit of a crew's, with the place that it is to have, where that is known already. */
export type Moving = { stop: BoardStop; crew: BoardCrew; to?: Place };

type Props = { board: Board; today: string; moving: Moving; onMoved: (back: Moving) => void; onClose: () => void };

/** A visit at hand: what it is, where it could go, and then what that would cost. Nothing is done before its press. */
export function VisitDialog({ board, today, moving: { stop, crew, to }, onMoved, onClose }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const from: Place = { day: board.day, ...slotOf(crew, stop.visit) };
  const [place, setPlace] = useState(to);
  const offset = crew.utc_offset_minutes;
  return (
    <Dialog title={t('dispatch.visit', { kind: words.kind(stop), city: stop.city })} onClose={onClose}>
      <dl className="facts">
        <div><dt>{t('dispatch.crew')}</dt><dd>{crew.name}</dd></div>
        <div><dt>{t('dispatch.planned')}</dt><dd>{format.shortDay(board.day)}, {words.span({ from: stop.begins_at, to: stop.ends_at }, offset)}</dd></div>
        {stop.window && <div><dt>{t('dispatch.told')}</dt><dd>{words.span(stop.window, offset)}</dd></div>}
        <div><dt>{t('dispatch.state')}</dt><dd>{words.state(stop.state)}{stop.question_open && ` · ${t('day.asked')}`}</dd></div>
        {stop.cause && <div><dt>{t('dispatch.last_change')}</dt><dd>{words.cause(stop.cause)}</dd></div>}
      </dl>
      {!movable(stop, board.day, today) && !to ? <p className="hint">{t('dispatch.begun')}</p>
        : place ? (
          <CostOfMove board={board} stop={stop} place={place} onOther={() => setPlace(undefined)} onClose={onClose}
            onMoved={() => onMoved({ stop, crew, to: from })} />
        ) : <PlaceForm board={board} today={today} stop={stop} from={from} onPlace={setPlace} onClose={onClose} />}
    </Dialog>
  );
}
