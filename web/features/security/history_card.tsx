'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Failed, Loading } from '@/shared/ui/states';
import { Card } from './card';
import { useHappened } from './use_happened';
import { usePlace } from './use_place';

export function HistoryCard() {
  const { t } = useI18n();
  const format = useFormat();
  const happened = useHappened();
  const place = usePlace();
  const history = useInfiniteQuery({
    queryKey: ['history'],
    queryFn: ({ pageParam }) => api.history(pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = history.data?.pages.flatMap((page) => page.items);
  return (
    <Card title={t('security.history')}>
      <p className="hint">{t('security.history_text')}</p>
      {!items ? (history.error ? <Failed error={history.error} again={() => void history.refetch()} /> : <Loading />)
        : items.length === 0 ? <p>{t('security.history_none')}</p> : (
          <ol className="timeline">
            {items.map((item) => (
              <li key={item.id}>
                <time dateTime={item.at}>{format.stamp(item.at)}</time>
                <p className="timeline-event">{happened(item.kind)}{item.by_staff && <span className="chip care">{t('security.by_staff')}</span>}</p>
                <p className="hint">{[item.device, place(item)].filter(Boolean).join(' · ')}</p>
              </li>
            ))}
          </ol>
        )}
      {history.hasNextPage && <Button look="secondary" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{t('action.more')}</Button>}
    </Card>
  );
}
