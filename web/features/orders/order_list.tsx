'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { WaitingHint } from '@/features/changes/waiting_hint';
import { api } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { StateChip } from './state_chip';
import { useStateWords } from './state_words';
import { LiveMark } from './timeline';

function Orders() {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  const orders = useInfiniteQuery({
    queryKey: ['orders'],
    queryFn: ({ pageParam }) => api.orders(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="title-row"><Heading>{t('title.orders')}</Heading><LiveMark /></div>
      <WaitingHint />
      {orders.isPending && <Loading />}
      {orders.error && <Failed error={orders.error} again={() => void orders.refetch()} />}
      {orders.isSuccess && items.length === 0 && <Empty title={t('orders.empty')} text={t('orders.empty_text')}><ButtonLink large href="/">{t('quote.result.start')}</ButtonLink></Empty>}
      <ul className="tiles">
        {items.map((order) => (
          <li key={order.id}>
            <Link href={`/order?id=${order.id}`} className="card tile">
              <StateChip state={order.state} />
              <strong>{t('orders.name', { kw: format.number(order.dc_kw, 1), city: order.city })}</strong>
              <span>{format.money(order.price)} · {format.date(order.placed_at)}</span>
              {order.waits_for && <span className="hint">{t('order.waits', { party: words.party(order.waits_for) })}</span>}
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
      {orders.hasNextPage && <Button look="secondary" busy={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>{t('action.more')}</Button>}
    </>
  );
}

export function OrderList() {
  return (
    <Page title="title.orders" description="description.orders">
      <Guard role="customer">{() => <Orders />}</Guard>
    </Page>
  );
}
