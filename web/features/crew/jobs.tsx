'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { StateChip } from '@/features/orders/state_chip';
import { useStateWords } from '@/features/orders/state_words';
import { LiveMark } from '@/features/orders/timeline';

function Jobs() {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  const jobs = useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam }) => api.jobs(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="title-row"><Heading>{t('title.jobs')}</Heading><LiveMark /></div>
      {jobs.isPending && <Loading />}
      {jobs.error && <Failed error={jobs.error} again={() => void jobs.refetch()} />}
      {jobs.isSuccess && items.length === 0 && <Empty title={t('jobs.empty')} text={t('jobs.empty_text')}><ButtonLink href="/crew/offers">{t('header.offers')}</ButtonLink></Empty>}
      <ul className="tiles">
        {items.map((job) => (
          <li key={job.id}>
            <Link href={`/crew/job?id=${job.id}`} className="card tile">
              <StateChip state={job.state} />
              <strong>{t('orders.name', { kw: format.number(job.dc_kw, 1), city: job.city })}</strong>
              {job.installation_date && <span>{t('order.installation', { date: format.day(job.installation_date) })}</span>}
              {job.waits_for && <span className="hint">{t('order.waits', { party: words.party(job.waits_for) })}</span>}
              <Icon name="arrow" />
            </Link>
          </li>
        ))}
      </ul>
      {jobs.hasNextPage && <Button look="secondary" busy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>{t('action.more')}</Button>}
    </>
  );
}

export function CrewJobs() {
  return (
    <Page title="title.jobs" description="description.jobs">
      <Guard role="crew">{() => <Jobs />}</Guard>
    </Page>
  );
}
