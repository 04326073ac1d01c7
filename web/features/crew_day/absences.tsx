'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Absence, type AbsenceRequest } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { SelectField, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';

type Reason = AbsenceRequest['reason'];

const reasons: readonly Reason[] = ['sick', 'vehicle', 'other'];

function useChange<T>(change: (of: T) => Promise<unknown>, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => {
      for (const key of ['crew_calendar', 'crew_day']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

function ReportDialog({ today, onDone, onClose }: { today: string; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(today);
  const [reason, setReason] = useState<Reason>('sick');
  const [asked, setAsked] = useState(false);
  const report = useChange(api.reportAbsence, onDone);
  const wrong = from < today || from === '' ? t('absence.from_wrong') : undefined;
  const wrongEnd = to < from ? t('absence.to_wrong') : undefined;
  const confirm = () => {
    setAsked(true);
    if (!wrong && !wrongEnd) report.mutate({ from, to, reason });
  };
  return (
    <ConfirmDialog title={t('absence.title')} confirm={t('absence.confirm')} busy={report.isPending} error={report.error} onConfirm={confirm} onClose={onClose}>
      <p>{t('absence.text')}</p>
      <div className="pair">
        <TextField type="date" label={t('absence.from')} min={today} value={from} fault={asked ? wrong : undefined} onText={setFrom} />
        <TextField type="date" label={t('absence.to')} min={from} value={to} fault={asked ? wrongEnd : undefined} onText={setTo} />
      </div>
      <SelectField label={t('absence.reason')} value={reason} onText={(text) => setReason(text as Reason)}>
        {reasons.map((one) => <option key={one} value={one}>{t(`absence.reason.${one}`)}</option>)}
      </SelectField>
    </ConfirmDialog>
  );
}

function AbsenceRow({ absence }: { absence: Absence }) {
  const { t } = useI18n();
  const format = useFormat();
  const end = useChange(api.takeBackAbsence, () => undefined);
  const span = absence.from === absence.to ? format.shortDay(absence.from) : t('visit.span', { from: format.shortDay(absence.from), to: format.shortDay(absence.to) });
  return (
    <li>
      <div><p className="row-title">{span}</p><p className="hint">{t(`absence.reason.${absence.reason}`)}</p><Refused error={end.error} /></div>
      <Button look="secondary" busy={end.isPending} onClick={() => end.mutate(absence.id)}>{t('absence.end')}<span className="visually-hidden"> {span}</span></Button>
    </li>
  );
}

/** When the crew cannot come: said here, and taken back here. */
export function Absences({ absences, today }: { absences: readonly Absence[]; today: string }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState(false);
  return (
    <section className="card absences" aria-labelledby="absences">
      <h2 id="absences">{t('absence.heading')}</h2>
      <p className="hint">{t('absence.hint')}</p>
      {absences.length > 0 && <ul className="rows">{absences.map((absence) => <AbsenceRow key={absence.id} absence={absence} />)}</ul>}
      <p role="status" className="said">{said ? t('absence.said') : ''}</p>
      <Button look="secondary" onClick={() => { setSaid(false); setAsking(true); }}>{t('absence.report')}</Button>
      {asking && <ReportDialog today={today} onDone={() => { setAsking(false); setSaid(true); }} onClose={() => setAsking(false)} />}
    </section>
  );
}
