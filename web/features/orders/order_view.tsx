'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { api, type Order, type OrderMove } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading, Refused } from '@/shared/ui/states';
import { CoolingOff } from './cooling_off';
import { MoveDialog } from './move_dialog';
import { RatingCard, Stars } from './rating';
import { StageRail } from './stage_rail';
import { useStateWords } from './state_words';
import { LiveMark, TimelineCard, useTimeline, type TimelineLoad } from './timeline';
import { VisitCards } from './visit_cards';

type Move = OrderMove['event'];

function useOrderMove(order: Order, onDone: () => void) {
  const queries = useQueryClient();
  const once = useOnce<Order>();
  return useMutation({
    mutationFn: ({ event, note }: { event: Move; note?: string }) => {
      const step = { event, ...(note ? { note } : {}) };
      return once(JSON.stringify(step), (key) => api.moveOrder(order.id, { ...step, version: order.version }, key));
    },
    onSuccess: (changed) => {
      queries.setQueryData(['order', order.id], changed);
      void queries.invalidateQueries({ queryKey: ['order_timeline', order.id] });
      void queries.invalidateQueries({ queryKey: ['orders'] });
      onDone();
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  });
}

/** Steps that stop the job stand apart from those that take it on. */
const stopping: readonly Move[] = ['hold', 'cancel'];

/** Steps the customer may take now. Approving and resuming act at once, the others ask first. */
function Moves({ order, among, label }: { order: Order; among: readonly Move[]; label: string }) {
  const { t } = useI18n();
  const words = useStateWords();
  const [asking, setAsking] = useState<Exclude<Move, 'approve_design' | 'resume'>>();
  const move = useOrderMove(order, () => setAsking(undefined));
  if (among.length === 0) return null;
  const ask = (event: Exclude<Move, 'approve_design' | 'resume'>) => {
    move.reset();
    setAsking(event);
  };
  const onMove = (event: Move) =>
    event === 'approve_design' || event === 'resume' ? move.mutate({ event }) : ask(event);
  const lookOf = (event: Move) => (event === 'approve_design' || event === 'resume' ? 'primary' : event === 'cancel' ? 'danger' : 'secondary');
  return (
    <section className="moves" aria-label={label}>
      <div className="actions">
        {among.map((event) => (
          <Button key={event} look={lookOf(event)} busy={move.isPending && move.variables.event === event} onClick={() => onMove(event)}>{words.move(event)}</Button>
        ))}
      </div>
      {!asking && <Refused error={move.error} />}
      {asking && (
        <MoveDialog
          title={t(`ask.${asking}`)} text={t(`ask.${asking}_text`)} confirm={t(`ask.${asking}_confirm`)} back={asking === 'cancel' ? 'ask.cancel_keep' : 'action.not_now'}
          look={asking === 'cancel' ? 'danger' : 'primary'} noteLabel={asking === 'request_changes' ? 'ask.changes_note' : 'ask.note'}
          busy={move.isPending} error={move.error} onConfirm={(note) => move.mutate({ event: asking, note })} onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

function StartCode({ code }: { code: string }) {
  const { t } = useI18n();
  return (
    <section className="card start-code" aria-labelledby="code">
      <h2 id="code"><Icon name="code" />{t('order.code')}</h2>
      <p className="code" aria-label={code.split('').join(' ')}>{code.slice(0, 3)} {code.slice(3)}</p>
      <p>{t('order.code_text')}</p>
    </section>
  );
}

function CrewCard({ order }: { order: Order }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <section className="card crew-card" aria-labelledby="crew">
      <span className="way-icon"><Icon name="crew" large /></span>
      <div>
        <h2 id="crew">{t('order.crew')}</h2>
        {order.crew ? (
          <>
            <p><strong>{order.crew.name}</strong></p>
            {typeof order.crew.rating === 'number' ? <p><Stars stars={order.crew.rating} /> {format.number(order.crew.rating, 1)}</p> : <p className="hint">{t('order.crew_new')}</p>}
          </>
        ) : <p className="hint">{t('order.crew_none')}</p>}
      </div>
    </section>
  );
}

function Details({ order }: { order: Order }) {
  const { t, count } = useI18n();
  const format = useFormat();
  return (
    <section className="card" aria-labelledby="details">
      <h2 id="details">{t('order.details')}</h2>
      <dl className="facts">
        <div><dt>{t('order.price')}</dt><dd>{format.money(order.price, 'exact')}</dd></div>
        <div><dt>{t('order.system')}</dt><dd>{`${format.number(order.dc_kw, 1)} kW · ${count('quote.result.panels', order.panels)}`}</dd></div>
        <div><dt>{t('order.yield')}</dt><dd>{t('order.kwh', { kwh: format.number(order.annual_kwh) })}</dd></div>
        <div><dt>{t('order.address')}</dt><dd>{order.address.street}, {order.address.postcode} {order.address.city}, {format.country(order.address.country)}</dd></div>
        <div><dt>{t('order.contact')}</dt><dd>{order.contact.name}, {order.contact.phone}</dd></div>
        {order.wished_dates.length > 0 && <div><dt>{t('order.wished')}</dt><dd>{order.wished_dates.map(format.shortDay).join(', ')}</dd></div>}
        {order.note && <div><dt>{t('order.note')}</dt><dd>{order.note}</dd></div>}
        <div><dt>{t('order.placed')}</dt><dd>{format.date(order.placed_at)}</dd></div>
      </dl>
      <Moves order={order} among={order.moves.filter((event) => stopping.includes(event))} label={t('order.stopping')} />
    </section>
  );
}

function OneOrder({ order, timeline }: { order: Order; timeline: TimelineLoad }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  return (
    <>
      <header className="order-head card sunny">
        <div className="title-row"><Heading>{words.state(order.state)}</Heading><LiveMark /></div>
        <div role="status" aria-live="polite">
          <p className="lead"><span className="visually-hidden">{words.state(order.state)}. </span>{words.next(order.state)}</p>
        </div>
        {order.waits_for && <p className="waits with-icon"><Icon name="clock" />{t('order.waits', { party: words.party(order.waits_for) })}</p>}
        {order.visit_date && !order.installation_date && order.state === 'matched' && <p className="waits with-icon"><Icon name="home" />{t('order.visit', { date: format.day(order.visit_date) })}</p>}
        {order.installation_date && <p className="waits with-icon"><Icon name="home" />{t('order.installation', { date: format.day(order.installation_date) })}</p>}
        <Moves order={order} among={order.moves.filter((event) => !stopping.includes(event))} label={t('order.moves')} />
      </header>
      <StageRail state={order.state} entries={timeline.entries} />
      <div className="columns">
        <div className="stack">
          <VisitCards order={order.id} />
          {order.start_code && <StartCode code={order.start_code} />}
          {order.state === 'done' && <RatingCard order={order} />}
          <TimelineCard timeline={timeline} />
        </div>
        <div className="stack">
          <CrewCard order={order} />
          <CoolingOff order={order} />
          <Details order={order} />
        </div>
      </div>
    </>
  );
}

function LoadedOrder() {
  const { t } = useI18n();
  const id = useSearchParams().get('id') ?? '';
  const order = useQuery({ queryKey: ['order', id], queryFn: () => api.order(id), enabled: id !== '' });
  const timeline = useTimeline(['order_timeline', id], () => api.orderTimeline(id));
  if (order.data) return <OneOrder order={order.data} timeline={timeline} />;
  return (
    <>
      <Heading>{t('title.order')}</Heading>
      {id === '' ? <Empty title={t('order.none')} text={t('order.none_text')}><ButtonLink href="/orders">{t('header.orders')}</ButtonLink></Empty>
        : order.error ? <Failed error={order.error} again={() => void order.refetch()} /> : <Loading />}
    </>
  );
}

export function OrderView() {
  return (
    <Page wide title="title.order" description="description.order">
      <Guard role="customer">{() => <LoadedOrder />}</Guard>
    </Page>
  );
}
