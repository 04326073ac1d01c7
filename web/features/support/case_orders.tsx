'use client';
import { StateChip } from '@/features/orders/state_chip';
import { finished } from '@/features/orders/stages';
import { useStateWords } from '@/features/orders/state_words';
import { OpenedOrder } from '@/features/permits/opened_order';
import type { CaseDetail, Change, OpenedOrder as Opened } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { ProposeChange, type Present } from './propose_change';

type Order = CaseDetail['orders'][number];
type Asking = { caseId: string; onAsked: (change: Change) => void };

function presentOf({ contact, address, note }: Opened): Present {
  return { contact_name: contact.name, contact_phone: contact.phone, street: address.street, postcode: address.postcode, note: note ?? '' };
}

/** What can be asked about an order that was opened; of one that has ended, nothing. */
function AskAbout({ opened, ...asking }: Asking & { opened: Opened }) {
  const { t } = useI18n();
  if (finished(opened.state)) return <p className="hint">{t('problem.order_ended')}</p>;
  return <div className="part"><ProposeChange order={opened.id} present={presentOf(opened)} {...asking} /></div>;
}

function OrderRow({ order, ...asking }: Asking & { order: Order }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  const name = t('orders.name', { kw: format.number(order.dc_kw, 1), city: order.city });
  return (
    <li>
      <div>
        <p className="row-title">{name}<StateChip state={order.state} /></p>
        <p className="hint">{format.money(order.price)} · {format.date(order.placed_at)}{order.waits_for ? ` · ${t('order.waits', { party: words.party(order.waits_for) })}` : ''}</p>
        <div className="part"><OpenedOrder order={order.id} named={name}>{(opened) => <AskAbout opened={opened} {...asking} />}</OpenedOrder></div>
      </div>
    </li>
  );
}

/** The customer's orders, each opened by itself. */
export function CaseOrders({ orders, ...asking }: Asking & { orders: readonly Order[] }) {
  const { t } = useI18n();
  return (
    <section className="card" aria-labelledby="orders">
      <h2 id="orders">{t('case.orders')}</h2>
      {orders.length === 0 ? <p>{t('case.no_orders')}</p> : <ul className="rows">{orders.map((order) => <OrderRow key={order.id} order={order} {...asking} />)}</ul>}
    </section>
  );
}
