'use client';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useStateWords } from '@/features/orders/state_words';
import { api, type OrderProgress } from '@/shared/api/client';
import { idFault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Failed, Loading } from '@/shared/ui/states';

function ProgressCard({ progress }: { progress: OrderProgress }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  const facts = [
    [t('support.since'), format.stamp(progress.since)],
    [t('support.waits_for'), progress.waits_for ? words.party(progress.waits_for) : '–'],
    [t('order.placed'), format.stamp(progress.placed_at)],
    [t('figures.country'), format.country(progress.country)],
    [t('order.system'), t('support.kw', { kw: format.number(progress.dc_kw, 1) })],
    [t('role.crew'), progress.has_crew ? t('support.crew') : t('support.no_crew', { n: progress.offers })],
  ] as const;
  return (
    <section className="card" aria-labelledby="progress">
      <h2 id="progress">{words.state(progress.state)}</h2>
      <dl className="facts progress-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <h3>{t('order.timeline')}</h3>
      <ol className="timeline" reversed>
        {[...progress.steps].reverse().map((step, index) => (
          <li key={progress.steps.length - index}>
            <time dateTime={step.at}>{format.stamp(step.at)}</time>
            <p className="timeline-event">{words.event(step.event)}</p>
            <p className="hint">{t('order.by', { party: words.party(step.by) })}{step.from === step.to ? '' : ` · ${words.state(step.to)}`}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Found({ order }: { order: string }) {
  const progress = useQuery({ queryKey: ['order_progress', order], queryFn: () => api.orderProgress(order) });
  if (progress.data) return <ProgressCard progress={progress.data} />;
  return progress.error ? <section className="card"><Failed error={progress.error} again={() => void progress.refetch()} /></section> : <Loading />;
}

function Search({ order }: { order: string }) {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const [typed, setTyped] = useState(order);
  const [asked, setAsked] = useState(false);
  const wrong = idFault(typed.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!wrong) router.push(`/support?id=${typed.trim()}`, { scroll: false });
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <TextField label={t('support.number')} hint={t('support.number_hint')} autoComplete="off" spellCheck={false} required value={typed} fault={words.fault(asked ? wrong : undefined)} onText={setTyped} />
      <Button type="submit" look="secondary">{t('staff.find_press')}</Button>
    </form>
  );
}

/** How far one order is, without a case: nothing of whose it is. */
export function OrderProgressSearch() {
  const { t } = useI18n();
  const order = useSearchParams().get('id') ?? '';
  return (
    <>
      <section className="card" aria-labelledby="find-order">
        <h2 id="find-order">{t('support.find_order')}</h2>
        <p>{t('support.find_order_text')}</p>
        <Search key={order} order={order} />
      </section>
      {!idFault(order) && <Found order={order} />}
    </>
  );
}
