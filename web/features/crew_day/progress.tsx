'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type CrewDay, type CrewStop, type VisitProgress, type VisitStep } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Choice } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';

const lateMinutes = ['15', '30', '45', '60', '90'] as const;
type Late = (typeof lateMinutes)[number];
type Said = VisitProgress['event'];

function merged(stop: CrewStop, { version, state, begins_at, window, arrives_at, progress }: VisitStep): CrewStop {
  return { ...stop, version, state, begins_at, window, arrives_at, progress };
}

function useProgress(day: string, stop: CrewStop, onDone: () => void) {
  const queries = useQueryClient();
  const once = useOnce<VisitStep>();
  return useMutation({
    mutationFn: (step: VisitProgress) => once(JSON.stringify(step), (key) => api.sayProgress(stop.visit, step, key)),
    onSuccess: (said) => {
      queries.setQueryData<CrewDay>(['crew_day', day], (held) => held && { ...held, stops: held.stops.map((one) => (one.visit === said.visit ? merged(one, said) : one)) });
      onDone();
    },
    // Later stops move with this one, and a refusal means that something has changed.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['crew_day'] }),
  });
}

function LateDialog({ busy, error, onConfirm, onClose }: { busy: boolean; error: unknown; onConfirm: (minutes: number) => void; onClose: () => void }) {
  const { t } = useI18n();
  const [late, setLate] = useState<Late>('30');
  return (
    <ConfirmDialog title={t('day.late_title')} confirm={t('day.late_confirm')} look="primary" busy={busy} error={error} onConfirm={() => onConfirm(Number(late))} onClose={onClose}>
      <p>{t('day.late_text')}</p>
      <Choice label={t('day.late_minutes')} value={late} options={lateMinutes.map((value) => ({ value, text: value }))} onChoose={setLate} />
    </ConfirmDialog>
  );
}

/** The steps of a visit as big buttons; what cannot be taken back asks first. */
export function Progress({ day, stop }: { day: string; stop: CrewStop }) {
  const { t, count } = useI18n();
  const [asking, setAsking] = useState<'late' | 'finish'>();
  const move = useProgress(day, stop, () => setAsking(undefined));
  const onward = stop.progress.filter((event) => event !== 'late');
  const press = (event: Said) => {
    move.reset();
    if (event === 'late' || event === 'finish') setAsking(event);
    else move.mutate({ event });
  };
  const others = move.data?.others_told ?? 0;
  const told = move.isSuccess ? [t(`day.did.${move.variables.event}`), others > 0 && count('day.others_told', others)].filter(Boolean).join(' ') : '';
  return (
    <div className="next-acts">
      {onward.map((event) => (
        <Button key={event} large busy={move.isPending && move.variables.event === event} onClick={() => press(event)}>{t(`day.do.${event}`)}</Button>
      ))}
      {stop.progress.includes('late') && <Button look="secondary" large onClick={() => press('late')}><Icon name="clock" />{t('day.do.late')}</Button>}
      <p role="status" className="said">{told}</p>
      {!asking && <Refused error={move.error} />}
      {asking === 'late' && <LateDialog busy={move.isPending} error={move.error} onConfirm={(minutes) => move.mutate({ event: 'late', minutes })} onClose={() => setAsking(undefined)} />}
      {asking === 'finish' && (
        <ConfirmDialog title={t('day.finish_title')} confirm={t('day.finish_confirm')} look="primary" busy={move.isPending} error={move.error}
          onConfirm={() => move.mutate({ event: 'finish' })} onClose={() => setAsking(undefined)}>
          <p>{t('day.finish_text')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
