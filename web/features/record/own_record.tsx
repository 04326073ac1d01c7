'use client';
import type { Account } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading, Refused } from '@/shared/ui/states';
import { Entry } from './entry';
import { placesOnce } from './read_record';
import { useRecord } from './use_record';
import { Checking, Verdict } from './verdict';

/** What the check shows, and what it can't. */
function HowItWorks() {
  const { t } = useI18n();
  return (
    <details className="card how">
      <summary>{t('record.how')}</summary>
      <p>{t('record.how_log')}</p>
      <p>{t('record.how_check')}</p>
      <p>{t('record.how_watch')}</p>
      <p>{t('record.how_limits')}</p>
    </details>
  );
}

function Entries({ account }: { account: Account }) {
  const { t } = useI18n();
  const { record, pages, late } = useRecord(account.id);
  const again = () => void record.refetch();
  if (!record.data) return record.error ? <Failed error={record.error} again={again} /> : <><Checking /><Loading /></>;
  const items = placesOnce(pages.flatMap((page) => page.items));
  return (
    <>
      <Verdict pages={pages} items={items} checkedAt={record.dataUpdatedAt} late={late} busy={record.isFetching} again={again} />
      {items.length === 0 ? <Empty title={t('record.none')} text={t('record.none_text')} /> : (
        <section className="card" aria-labelledby="entries">
          <h2 id="entries">{t('record.list')}</h2>
          <ol className="timeline entries">{items.map((item) => <Entry key={item.id} item={item} late={late} />)}</ol>
          <Refused error={record.error} />
          {record.hasNextPage && <Button look="secondary" busy={record.isFetchingNextPage} onClick={() => void record.fetchNextPage()}>{t('action.more')}</Button>}
        </section>
      )}
      <HowItWorks />
    </>
  );
}

/** Every change of one's own account, each checked by the browser against the signed log. */
export function OwnRecord() {
  const { t } = useI18n();
  return (
    <Page title="title.record" description="description.record">
      <Guard>
        {(account) => (
          <>
            <Heading>{t('title.record')}</Heading>
            <p className="lead">{t('record.lead')}</p>
            <Entries account={account} />
          </>
        )}
      </Guard>
    </Page>
  );
}
