'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Job, type JobStep, type JobMove } from '@/shared/api/client';
import { limitOf, textFault } from '@/shared/api/limits';
import { useOnce } from '@/shared/api/use_once';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { TextArea, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { useStateWords } from '@/features/orders/state_words';

type Move = JobMove['event'];
type Extra = Pick<JobMove, 'note' | 'start_code' | 'installation_date'>;

const dated: readonly Move[] = ['schedule_installation', 'reschedule'];
const grave: readonly Move[] = ['withdraw', 'fail_inspection', 'permit_refused'];
const quiet: readonly Move[] = ['hold', 'withdraw', 'reschedule', 'fail_inspection', 'permit_refused'];
const codeLimit = limitOf('POST /jobs/{job}/moves', 'start_code');
const noteLimit = limitOf('POST /jobs/{job}/moves', 'note');

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

type DialogProps = { event: Move; busy: boolean; error: unknown; wished: readonly string[]; onConfirm: (extra: Extra) => void; onClose: () => void };

/** Asks for what a step needs: the day, the customer's code, or a note. */
function StepDialog({ event, busy, error, wished, onConfirm, onClose }: DialogProps) {
  const { t } = useI18n();
  const words = useWords();
  const state = useStateWords();
  const [date, setDate] = useState(wished.find((day) => day >= today()) ?? '');
  const [code, setCode] = useState('');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const wantsDate = dated.includes(event);
  const wantsCode = event === 'start_work';
  const dateWrong = wantsDate && (date === '' || date < today()) ? ({ key: 'job.date_missing' } as const) : undefined;
  const codeWrong = wantsCode && textFault(code, codeLimit) ? ({ key: 'job.code_wrong' } as const) : undefined;
  const noteWrong = textFault(note, { maxLength: noteLimit.maxLength });
  const onSubmit = (submitted: FormEvent) => {
    submitted.preventDefault();
    setAsked(true);
    if (dateWrong || codeWrong || noteWrong || busy) return;
    onConfirm({
      ...(wantsDate ? { installation_date: date } : {}),
      ...(wantsCode ? { start_code: code } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    });
  };
  return (
    <Dialog title={state.move(event)} onClose={onClose}>
      <form noValidate onSubmit={onSubmit}>
        {event === 'hold' && <p>{t('job.hold_text')}</p>}
        {wantsDate && <TextField type="date" label={t('job.date')} min={today()} value={date} fault={asked ? words.fault(dateWrong) : undefined} onText={setDate} />}
        {wantsCode && (
          <TextField label={t('job.code')} hint={t('job.code_hint')} className="code-entry" inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={code}
            fault={asked ? words.fault(codeWrong) : undefined} onText={(text) => setCode(text.replace(/\D/g, '').slice(0, 6))} />
        )}
        {!wantsCode && <TextArea label={t('ask.note')} value={note} fault={words.fault(noteWrong)} onText={setNote} />}
        <Refused error={error} />
        <div className="actions">
          <Button look="secondary" onClick={onClose}>{t('action.not_now')}</Button>
          <Button type="submit" look={grave.includes(event) ? 'danger' : 'primary'} busy={busy}>{t('job.confirm')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The crew's next steps as big buttons. Steps that need a day, a code or a reason ask for it first. */
export function JobMoves({ job }: { job: Job }) {
  const { t } = useI18n();
  const words = useStateWords();
  const queries = useQueryClient();
  const once = useOnce<JobStep>();
  const [asking, setAsking] = useState<Move>();
  const move = useMutation({
    mutationFn: ({ event, extra }: { event: Move; extra: Extra }) => {
      const step = { event, ...extra };
      return once(JSON.stringify(step), (key) => api.moveJob(job.id, { ...step, version: job.version }, key));
    },
    onSuccess: (step) => {
      queries.setQueryData<Job>(['job', job.id], (before) => before && { ...before, ...step });
      void queries.invalidateQueries({ queryKey: ['job_timeline', job.id] });
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void queries.invalidateQueries({ queryKey: ['crew'] });
      setAsking(undefined);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['job', job.id] }),
  });
  const asks = (event: Move) => dated.includes(event) || event === 'start_work' || grave.includes(event) || event === 'hold';
  const press = (event: Move) => {
    move.reset();
    if (asks(event)) setAsking(event);
    else move.mutate({ event, extra: {} });
  };
  if (job.moves.length === 0) return job.waits_for ? <p className="hint">{t('job.no_moves', { party: words.party(job.waits_for) })}</p> : null;
  const ordered = [...job.moves].sort((a, b) => Number(quiet.includes(a)) - Number(quiet.includes(b)));
  return (
    <section className="job-moves" aria-label={t('order.moves')}>
      {ordered.map((event) => (
        <Button key={event} large look={grave.includes(event) ? 'danger' : quiet.includes(event) ? 'secondary' : 'primary'}
          busy={move.isPending && move.variables.event === event} onClick={() => press(event)}>{words.move(event)}</Button>
      ))}
      {!asking && <Refused error={move.error} />}
      {asking && (
        <StepDialog event={asking} busy={move.isPending} error={move.error} wished={job.wished_dates}
          onConfirm={(extra) => move.mutate({ event: asking, extra })} onClose={() => setAsking(undefined)} />
      )}
    </section>
  );
}
