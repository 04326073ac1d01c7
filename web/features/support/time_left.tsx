'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/ui/use_now';

const minuteMs = 60_000;
const fewMinutes = 10;

/** How long a case is open still. */
export function TimeLeft({ until }: { until: string }) {
  const { count } = useI18n();
  const minutes = Math.max(0, Math.ceil((new Date(until).getTime() - useNow()) / minuteMs));
  return <span className={`chip ${minutes <= fewMinutes ? 'care' : 'good'}`}>{count('case.minutes_left', minutes)}</span>;
}
