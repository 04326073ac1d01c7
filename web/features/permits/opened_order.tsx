'use client';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { StateChip } from '@/features/orders/state_chip';
import { api, type OpenedOrder as Opened } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Refused } from '@/shared/ui/states';

function OrderFacts({ order }: { order: Opened }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const { contact, address } = order;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('order.contact'), <span key="name" translate="no">{contact.name}</span>],
    [t('case.phone'), <a key="phone" href={`tel:${contact.phone}`}>{contact.phone}</a>],
    [t('order.address'), <span key="address" translate="no">{`${address.street}, ${address.postcode} ${address.city}, ${format.country(address.country)}`}</span>],
    ...(order.note ? [[t('order.note'), <span key="note" translate="no" className="as_written">{order.note}</span>] as const] : []),
    ...(order.wished_dates.length > 0 ? [[t('order.wished'), order.wished_dates.map(format.shortDay).join(', ')] as const] : []),
    ...(order.visit_date ? [[t('opened.visit'), format.day(order.visit_date)] as const] : []),
    ...(order.installation_date ? [[t('opened.installation'), format.day(order.installation_date)] as const] : []),
    [t('role.crew'), order.crew?.name ?? t('opened.no_crew')],
    [t('order.system'), `${t('support.kw', { kw: format.number(order.dc_kw, 1) })} · ${count('quote.result.panels', order.panels)}`],
    [t('order.price'), format.money(order.price, 'exact')],
    [t('order.placed'), format.stamp(order.placed_at)],
    [t('opened.updated'), format.stamp(order.updated_at)],
  ];
  return (
    <>
      <p><StateChip state={order.state} /></p>
      <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="breakable">{value}</dd></div>)}</dl>
    </>
  );
}

/**
 * An order with whom it is for and where, opened when it is asked for and not before: each look leaves an entry. `children`
 * says what can be done with what was opened.
 */
export function OpenedOrder({ order, named, children }: { order: string; named?: string; children?: (opened: Opened) => ReactNode }) {
  const { t } = useI18n();
  const look = useMutation({ mutationFn: () => api.openOrder(order), gcTime: 0 });
  return (
    <>
      <Button look="secondary" busy={look.isPending} onClick={() => look.mutate()}>{t(look.data ? 'opened.again' : 'opened.open')}{named && <span className="visually-hidden"> {named}</span>}</Button>
      <p className="hint">{t('grant.open_contact_text')}</p>
      <Refused error={look.error} />
      <div role="status">{look.data && <OrderFacts order={look.data} />}</div>
      {look.data && children?.(look.data)}
    </>
  );
}
