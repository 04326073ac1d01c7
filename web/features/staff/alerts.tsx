'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api, type Account, type AlertFilter } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { AlertRow, type AlertAct } from './alert_row';

/** It is read anew when the officer asks, and not by itself: that would keep the session of an empty desk alive. */
function Listed({ state, own, onDone }: { state: AlertFilter; own: Account; onDone: (what: AlertAct) => void }) {
  const { t } = useI18n();
  const alerts = useInfiniteQuery({
    queryKey: ['alerts', state],
    queryFn: ({ pageParam }) => api.alerts(state, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = alerts.data?.pages.flatMap((page) => page.items);
  return (
    <section className="card" aria-labelledby={`alerts-${state}`}>
      <h2 id={`alerts-${state}`}>{t(`alerts.list.${state}`)}</h2>
      {!items ? (alerts.error ? <Failed error={alerts.error} again={() => void alerts.refetch()} /> : <Loading />)
        : items.length === 0 ? <Empty title={t(`alerts.none.${state}`)} text={t(`alerts.none_text.${state}`)} />
          : <ul className="rows">{items.map((alert) => <AlertRow key={alert.id} alert={alert} own={own} onDone={onDone} />)}</ul>}
      {state === 'open' && items && <Button look="secondary" busy={alerts.isRefetching} onClick={() => void alerts.refetch()}>{t('alerts.again')}</Button>}
      {alerts.hasNextPage && <Button look="secondary" busy={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>{t('action.more')}</Button>}
    </section>
  );
}

/** What the rules call security officers to look at: the open alerts, then those that are done with. */
export function Alerts() {
  const { t } = useI18n();
  const [done, setDone] = useState<AlertAct>();
  return (
    <Page wide title="title.alerts" description="description.alerts">
      <Guard role="security">
        {(account) => (
          <>
            <Heading>{t('title.alerts')}</Heading>
            <p className="lead">{t('alerts.lead')} <Link href="/staff/events">{t('alerts.to_events')}</Link></p>
            <p role="status" className="hint">{done ? t(`alerts.said.${done}`) : ''}</p>
            <div className="stack">
              <Listed state="open" own={account} onDone={setDone} />
              <Listed state="closed" own={account} onDone={setDone} />
            </div>
          </>
        )}
      </Guard>
    </Page>
  );
}
