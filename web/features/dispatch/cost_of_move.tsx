'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Board, type BoardStop, type Trial, type VisitMove } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { SelectField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { othersOf } from './slots';
import { useBoardChange } from './use_board_change';
import type { Place } from './visit_dialog';

type Reason = VisitMove['reason'];

const reasons: readonly Reason[] = ['customer_asked', 'crew_asked', 'shorter_way', 'weather', 'other'];

function Cost({ trial, clock }: { trial: Trial; clock?: string }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const minutes = trial.minutes_after - trial.minutes_before;
  const km = trial.km_after - trial.km_before;
  if (!trial.possible)
    return (
      <div className="cost">
        <p className="verdict-line with-icon"><Icon name="cross" />{t('dispatch.impossible')}</p>
        <ul className="cost-reasons">{trial.reasons.map((reason) => <li key={reason}>{t(`trial.${reason}`)}</li>)}</ul>
      </div>
    );
  return (
    <>
      <dl className="cost">
        {clock && <div><dt>{t('dispatch.cost.begin')}</dt><dd>{clock}</dd></div>}
        <div className={minutes > 0 ? 'more' : 'less'}><dt>{t('dispatch.cost.drive')}</dt><dd>{t('dispatch.minutes', { minutes: format.change(minutes) })}</dd></div>
        <div className={km > 0 ? 'more' : 'less'}><dt>{t('dispatch.cost.road')}</dt><dd>{t('dispatch.km', { km: format.change(km) })}</dd></div>
        <div className={trial.late_visits.length > 0 ? 'more' : 'less'}><dt>{t('dispatch.cost.late')}</dt><dd>{format.number(trial.late_visits.length)}</dd></div>
        <div className={trial.promises_broken.length > 0 ? 'more' : 'less'}><dt>{t('dispatch.cost.broken')}</dt><dd>{format.number(trial.promises_broken.length)}</dd></div>
      </dl>
      {trial.promises_broken.length > 0 && <p className="stop-note cost-note">{count('dispatch.cost.asks', trial.promises_broken.length)}</p>}
    </>
  );
}

type Props = { board: Board; stop: BoardStop; place: Place; onOther: () => void; onMoved: () => void; onClose: () => void };

/** What a move would cost, tried by the server; and then the move, with its reason. */
export function CostOfMove({ board, stop, place, onOther, onMoved, onClose }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const once = useOnce<Trial>();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const body = { visit: stop.visit, crew: place.crew, day: place.day, ...(place.before ? { before: place.before } : {}) };
  const trial = useQuery({ queryKey: ['trial', body], queryFn: () => api.tryMove(body), staleTime: 0, gcTime: 0, refetchOnWindowFocus: false });
  const move = useBoardChange((why: Reason) => {
    const change = { ...body, reason: why };
    return once(JSON.stringify(change), (key) => api.moveVisit(change, key));
  }, onMoved);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (reason && trial.data?.possible && !move.isPending) move.mutate(reason as Reason);
  };
  const crew = board.crews.find((one) => one.crew === place.crew);
  const next = crew?.stops.find(({ visit }) => visit === place.before);
  const begins = trial.data?.begins_at;
  const offset = crew?.utc_offset_minutes ?? 0;
  return (
    <form noValidate onSubmit={onSubmit} className="way-in" aria-label={t('dispatch.cost.label')}>
      <p className="with-icon cost-to"><Icon name="arrow" />
        {crew && othersOf(crew, stop.visit).length === 0 && place.day === board.day ? t('dispatch.to_alone', { day: format.shortDay(place.day), crew: crew.name })
          : next ? t('dispatch.to_before', { day: format.shortDay(place.day), crew: crew?.name ?? '', city: next.city }) : t('dispatch.to_last', { day: format.shortDay(place.day), crew: crew?.name ?? '' })}
      </p>
      <div role="status">{trial.data ? <Cost trial={trial.data} clock={begins ? format.clock(begins, offset) : undefined} /> : !trial.error && <Loading />}</div>
      {trial.error && <Failed error={trial.error} again={() => void trial.refetch()} />}
      {trial.data?.possible && (
        <SelectField label={t('dispatch.reason')} value={reason} fault={asked && !reason ? t('dispatch.reason_missing') : undefined} onText={setReason}>
          <option value="">{t('dispatch.reason_choose')}</option>
          {reasons.map((one) => <option key={one} value={one}>{t(`dispatch.why.${one}`)}</option>)}
        </SelectField>
      )}
      <Refused error={move.error} />
      <div className="actions">
        <Button look="secondary" onClick={onClose}>{t('dispatch.leave')}</Button>
        <Button look="quiet" onClick={onOther}>{t('dispatch.other_place')}</Button>
        {trial.data?.possible && <Button type="submit" busy={move.isPending}>{t('dispatch.move')}</Button>}
      </div>
    </form>
  );
}
