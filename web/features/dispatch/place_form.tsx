'use client';
import { useState, type FormEvent } from 'react';
import type { Board, BoardStop } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { deviceDay } from '@/shared/ui/device_day';
import { SelectField, TextField } from '@/shared/ui/field';
import { Failed } from '@/shared/ui/states';
import { useBoard } from './use_board';
import { othersOf } from './slots';
import type { Place } from './visit_dialog';

type Props = { board: Board; today: string; stop: BoardStop; from: Place; onPlace: (place: Place) => void; onClose: () => void };

/** The place that a visit is to have, chosen by day, crew and what comes after it. */
export function PlaceForm({ board, today, stop, from, onPlace, onClose }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const [day, setDay] = useState(from.day);
  const [crewId, setCrew] = useState(from.crew);
  const [before, setBefore] = useState(from.before ?? '');
  const other = useBoard(day);
  const there = day === board.day ? board : other.data;
  const crew = there?.crews.find((one) => one.crew === crewId);
  const stops = crew ? othersOf(crew, stop.visit) : [];
  const same = day === from.day && crewId === from.crew && before === (from.before ?? '');
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!same && day > today) onPlace({ day, crew: crewId, before: stops.some(({ visit }) => visit === before) ? before : null });
  };
  return (
    <form noValidate onSubmit={onSubmit} className="way-in">
      <div className="pair">
        <TextField type="date" label={t('dispatch.to_day')} min={deviceDay(1)} value={day} fault={day <= today ? t('dispatch.day_not_ahead') : undefined}
          onText={(text) => { setDay(text || from.day); setBefore(''); }} />
        <SelectField label={t('dispatch.to_crew')} value={crewId} onText={(text) => { setCrew(text); setBefore(''); }}>
          {board.crews.map(({ crew: id, name }) => <option key={id} value={id}>{name}</option>)}
        </SelectField>
      </div>
      <SelectField label={t('dispatch.to_slot')} value={before} onText={setBefore}>
        {stops.map(({ visit, city, begins_at }) => (
          <option key={visit} value={visit}>{t('dispatch.slot_before', { time: format.clock(begins_at, crew?.utc_offset_minutes ?? 0), city })}</option>
        ))}
        <option value="">{t('dispatch.slot_last')}</option>
      </SelectField>
      {!there && other.error && <Failed error={other.error} again={() => void other.refetch()} />}
      <div className="actions">
        <Button look="secondary" onClick={onClose}>{t('dispatch.leave')}</Button>
        <Button type="submit" disabled={same}>{t('dispatch.see_cost')}</Button>
      </div>
    </form>
  );
}
