'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type OwnVisit } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { deviceDay } from '@/shared/ui/device_day';
import { TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { useVisitWords } from '@/features/visits/visit_words';

const daysMax = 5;


function DaysDialog({ busy, error, onConfirm, onClose }: { busy: boolean; error: unknown; onConfirm: (days: string[]) => void; onClose: () => void }) {
  const { t } = useI18n();
  const [days, setDays] = useState(['']);
  const [asked, setAsked] = useState(false);
  const named = [...new Set(days.filter(Boolean))];
  const wrong = named.length === 0 ? t('visit.days_missing') : named.some((day) => day < deviceDay(1)) ? t('visit.days_past') : undefined;
  const confirm = () => {
    setAsked(true);
    if (!wrong) onConfirm(named);
  };
  return (
    <ConfirmDialog title={t('visit.days_title')} confirm={t('visit.days_send')} look="primary" busy={busy} error={error} onConfirm={confirm} onClose={onClose}>
      <p>{t('visit.days_text')}</p>
      <div className="dates">
        {days.map((day, index) => (
          <TextField key={index} type="date" label={t('order_new.date', { n: index + 1 })} min={deviceDay(1)} value={day} fault={asked && index === 0 ? wrong : undefined}
            onText={(text) => setDays(days.map((held, at) => (at === index ? text : held)))} />
        ))}
      </div>
      {days.length < daysMax && <Button look="quiet" onClick={() => setDays([...days, ''])}><Icon name="plus" />{t('order_new.add_date')}</Button>}
    </ConfirmDialog>
  );
}

type Props = { order: string; visit: OwnVisit; offset: number };

/** Asks whether a new time suits, and why it is asked; whoever cannot then names days that do. */
export function VisitQuestion({ order, visit, offset }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const queries = useQueryClient();
  const once = useOnce<OwnVisit>();
  const [naming, setNaming] = useState(false);
  const answer = useMutation({
    mutationFn: (given: { accept: boolean; days?: string[] }) =>
      once(JSON.stringify(given), (key) => api.answerVisit(visit.id, given, key)),
    onSuccess: () => setNaming(false),
    onSettled: () => {
      for (const key of ['order_visits', 'order', 'order_timeline']) void queries.invalidateQueries({ queryKey: [key, order] });
    },
  });
  const asked = [...visit.changes].reverse().find(({ question }) => question === 'open');
  const now = asked?.after;
  return (
    <section className="question" aria-labelledby={`question-${visit.id}`}>
      <h3 id={`question-${visit.id}`}>{now ? t('visit.ask') : t('visit.ask_days')}</h3>
      {asked && <p>{words.cause(asked.cause)}</p>}
      {now && <p className="window-told"><span className="hint">{format.day(now.day)}</span> {now.window && <strong>{words.span(now.window, offset)}</strong>}</p>}
      {asked?.credit && <p className="credit with-icon"><Icon name="wallet" />{t('visit.credit', { money: format.money(asked.credit, 'exact') })}</p>}
      {!naming && <Refused error={answer.error} />}
      <div className="actions">
        {now && <Button busy={answer.isPending && answer.variables.accept} onClick={() => answer.mutate({ accept: true })}>{t('visit.accept')}</Button>}
        <Button look={now ? 'secondary' : 'primary'} onClick={() => { answer.reset(); setNaming(true); }}>{t('visit.other_days')}</Button>
      </div>
      {naming && <DaysDialog busy={answer.isPending} error={answer.error} onConfirm={(days) => answer.mutate({ accept: false, days })} onClose={() => setNaming(false)} />}
    </section>
  );
}
