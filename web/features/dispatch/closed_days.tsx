'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Board, type ClosedDay } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { SelectField, TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { useBoardChange } from './use_board_change';

type Reason = ClosedDay['reason'];

const reasons: readonly Reason[] = ['weather', 'holiday', 'other'];

function CloseDialog({ board, today, onDone, onClose }: { board: Board; today: string; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const markets = useQuery({ queryKey: ['markets'], queryFn: api.markets, staleTime: Infinity });
  const [day, setDay] = useState(board.day < today ? today : board.day);
  const [country, setCountry] = useState('');
  const [reason, setReason] = useState<Reason>('weather');
  const [asked, setAsked] = useState(false);
  const close = useBoardChange(api.closeDay, onDone);
  const dayWrong = day < today ? t('dispatch.day_wrong') : undefined;
  const confirm = () => {
    setAsked(true);
    if (!dayWrong && country) close.mutate({ day, country, reason });
  };
  return (
    <ConfirmDialog title={t('dispatch.close_title')} confirm={t('dispatch.close_confirm')} busy={close.isPending} error={close.error} onConfirm={confirm} onClose={onClose}>
      <p>{t('dispatch.close_text')}</p>
      <TextField type="date" label={t('dispatch.day')} min={today} value={day} fault={asked ? dayWrong : undefined} onText={setDay} />
      <SelectField label={t('figures.country')} value={country} fault={asked && !country ? t('fault.required') : undefined} onText={setCountry}>
        <option value="">{t('quote.consumption.choose_country')}</option>
        {markets.data?.items.map(({ country: code }) => <option key={code} value={code}>{format.country(code)}</option>)}
      </SelectField>
      <SelectField label={t('absence.reason')} value={reason} onText={(text) => setReason(text as Reason)}>
        {reasons.map((one) => <option key={one} value={one}>{t(`closed.${one}`)}</option>)}
      </SelectField>
    </ConfirmDialog>
  );
}

function ClosedRow({ closed }: { closed: ClosedDay }) {
  const { t } = useI18n();
  const format = useFormat();
  const open = useBoardChange(api.openDay, () => undefined);
  const where = closed.country ? format.country(closed.country) : t('dispatch.area', { km: format.number(closed.area?.radius_km ?? 0) });
  const name = t('dispatch.closed_name', { day: format.shortDay(closed.day), where });
  return (
    <li>
      <div><p className="row-title"><Icon name="cloud" />{name}</p><p className="hint">{t(`closed.${closed.reason}`)}</p><Refused error={open.error} /></div>
      <Button look="secondary" busy={open.isPending} onClick={() => open.mutate(closed.id)}>{t('dispatch.open_again')}<span className="visually-hidden"> {name}</span></Button>
    </li>
  );
}

/** Days on which nobody can work somewhere, from today on. */
export function ClosedDays({ board, today }: { board: Board; today: string }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <section className="card" aria-labelledby="closed-days">
      <h2 id="closed-days">{t('dispatch.closed')}</h2>
      {board.closed_days.length === 0 ? <p>{t('dispatch.closed_none')}</p>
        : <ul className="rows">{board.closed_days.map((closed) => <ClosedRow key={closed.id} closed={closed} />)}</ul>}
      <Button look="secondary" onClick={() => setAsking(true)}>{t('dispatch.close')}</Button>
      {asking && <CloseDialog board={board} today={today} onDone={() => setAsking(false)} onClose={() => setAsking(false)} />}
    </section>
  );
}
