'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type OwnVisit, type VisitQuestion as Question } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { useVisitWords } from '@/features/visits/visit_words';

const daysMax = 5;

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

function DaysDialog({ busy, error, onConfirm, onClose }: { busy: boolean; error: unknown; onConfirm: (days: string[]) => void; onClose: () => void }) {
  const { t } = useI18n();
  const [days, setDays] = useState(['']);
  const [asked, setAsked] = useState(false);
  const named = [...new Set(days.filter(Boolean))];
  const wrong = named.length === 0 ? t('visit.days_missing') : named.some((day) => day < tomorrow()) ? t('visit.days_past') : undefined;
  const confirm = () => {
    setAsked(true);
    if (!wrong) onConfirm(named);
  };
  return (
    <ConfirmDialog title={t('visit.days_title')} confirm={t('visit.days_send')} look="primary" busy={busy} error={error} onConfirm={confirm} onClose={onClose}>
      <p>{t('visit.days_text')}</p>
      <div className="dates">
        {days.map((day, index) => (
          <TextField key={index} type="date" label={t('order_new.date', { n: index + 1 })} min={tomorrow()} value={day} fault={asked && index === 0 ? wrong : undefined}
            onText={(text) => setDays(days.map((held, at) => (at === index ? text : held)))} />
        ))}
      </div>
      {days.length < daysMax && <Button look="quiet" onClick={() => setDays([...days, ''])}><Icon name="plus" />{t('order_new.add_date')}</Button>}
    </ConfirmDialog>
  );
}

type Props = { order: string; visit: OwnVisit; question: Question };

/** Asks whether a new time suits, and why it is asked; whoever cannot then names days that do. */
export function VisitQuestion({ order, visit, question }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const queries = useQueryClient();
  const once = useOnce<OwnVisit>();
  const [naming, setNaming] = useState(false);
  const answer = useMutation({
    mutationFn: (given: { accept: boolean; days?: string[] }) =>
      once(JSON.stringify(given), (key) => api.answerVisit(visit.id, { ...given, version: question.version }, key)),
    onSuccess: () => setNaming(false),
    onSettled: () => {
      for (const key of ['order_visits', 'order', 'order_timeline']) void queries.invalidateQueries({ queryKey: [key, order] });
    },
  });
  const offset = visit.utc_offset_minutes;
  return (
    <section className="question" aria-labelledby={`question-${visit.id}`}>
      <h3 id={`question-${visit.id}`}>{question.window ? t('visit.ask') : t('visit.ask_days')}</h3>
      <p className="with-icon"><Icon name="cloud" />{words.cause(question.cause)}</p>
      {question.window && <p className="window-told"><span className="hint">{format.dayAt(question.window.from, offset)}</span> <strong>{words.span(question.window, offset)}</strong></p>}
      {question.credit && <p className="credit with-icon"><Icon name="wallet" />{t('visit.credit', { money: format.money(question.credit, 'exact') })}</p>}
      {!naming && <Refused error={answer.error} />}
      <div className="actions">
        {question.window && <Button busy={answer.isPending && answer.variables.accept} onClick={() => answer.mutate({ accept: true })}>{t('visit.accept')}</Button>}
        <Button look={question.window ? 'secondary' : 'primary'} onClick={() => { answer.reset(); setNaming(true); }}>{t('visit.other_days')}</Button>
      </div>
      {naming && <DaysDialog busy={answer.isPending} error={answer.error} onConfirm={(days) => answer.mutate({ accept: false, days })} onClose={() => setNaming(false)} />}
    </section>
  );
}
