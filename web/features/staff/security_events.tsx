'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { isOfTheLog } from '@/features/security/of_the_log';
import { useHappened } from '@/features/security/use_happened';
import { usePlace } from '@/features/security/use_place';
import { api, type SecurityEvent } from '@/shared/api/client';
import { idFault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';

/** Ids are long; their end tells them apart, and the link shows all that happened to one. */
function AccountLink({ id }: { id: string }) {
  return <Link href={`/staff/events?account=${id}`} title={id}><code>…{id.slice(-8)}</code></Link>;
}

function EventRow({ event }: { event: SecurityEvent }) {
  const { t } = useI18n();
  const format = useFormat();
  const happened = useHappened();
  const place = usePlace();
  const after = isOfTheLog(event.after) ? null : event.after;
  return (
    <tr>
      <td><time dateTime={event.at}>{format.stamp(event.at)}</time></td>
      <th scope="row">{happened(event.kind)}{(event.before || after) && <span className="hint"> {t('events.change', { before: event.before ?? '–', after: after ?? '–' })}</span>}</th>
      <td>{event.account ? <AccountLink id={event.account} /> : '–'}</td>
      <td>{event.actor ? <AccountLink id={event.actor} /> : '–'}</td>
      <td>{place(event)}<br /><span className="hint">{event.device}</span></td>
    </tr>
  );
}

function Filter({ account }: { account: string }) {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const [typed, setTyped] = useState(account);
  const [asked, setAsked] = useState(false);
  const wrong = typed.trim() === '' ? undefined : idFault(typed.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!wrong) router.push(typed.trim() ? `/staff/events?account=${typed.trim()}` : '/staff/events');
  };
  return (
    <form noValidate onSubmit={onSubmit} className="filter">
      <TextField label={t('events.account')} hint={t('events.account_hint')} autoComplete="off" spellCheck={false} value={typed} fault={words.fault(asked ? wrong : undefined)} onText={setTyped} />
      <Button type="submit" look="secondary">{t('events.filter')}</Button>
      {account && <Link href="/staff/events">{t('events.all')}</Link>}
    </form>
  );
}

function Events() {
  const { t } = useI18n();
  const account = useSearchParams().get('account') ?? '';
  const asked = idFault(account) ? undefined : account;
  const events = useInfiniteQuery({
    queryKey: ['security_events', asked],
    queryFn: ({ pageParam }) => api.securityEvents(asked, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = events.data?.pages.flatMap((page) => page.items);
  return (
    <section className="card" aria-labelledby="events">
      <h2 id="events">{t(asked ? 'events.of_one' : 'events.of_all')}</h2>
      <Filter key={account} account={account} />
      {!items ? (events.error ? <Failed error={events.error} again={() => void events.refetch()} /> : <Loading />)
        : items.length === 0 ? <Empty title={t('events.none')} text={t('events.none_text')} /> : (
          <div className="table-frame" role="region" aria-label={t('title.events')} tabIndex={0}>
            <table className="events">
              <thead>
                <tr>
                  <th scope="col">{t('events.at')}</th><th scope="col">{t('events.what')}</th><th scope="col">{t('events.about')}</th>
                  <th scope="col">{t('events.actor')}</th><th scope="col">{t('events.from')}</th>
                </tr>
              </thead>
              <tbody>{items.map((event) => <EventRow key={event.id} event={event} />)}</tbody>
            </table>
          </div>
        )}
      {events.hasNextPage && <Button look="secondary" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>{t('action.more')}</Button>}
    </section>
  );
}

/** Every attempt and change that matters to security, newest first. */
export function SecurityEvents() {
  const { t } = useI18n();
  return (
    <Page wide title="title.events" description="description.events">
      <Guard role="security">
        {() => (
          <>
            <Heading>{t('title.events')}</Heading>
            <Events />
          </>
        )}
      </Guard>
    </Page>
  );
}
