'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Problem, type Account } from '@/shared/api/client';
import { useSession } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import type { KeptDay } from '@/shared/offline/kept_day';
import { deviceDay } from '@/shared/ui/device_day';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Failed, Loading } from '@/shared/ui/states';
import { useOnline } from '@/shared/ui/use_online';
import { LiveMark } from '@/features/orders/timeline';
import { Absences } from './absences';
import { Calendar } from './calendar';
import { DayView } from './day_view';
import { KeptDayView } from './kept_view';
import { useCalendar, useDay, useHouses, useKeeping, useKeptDay } from './use_day';

function LiveDay({ account, kept }: { account: Account; kept: KeptDay | null | undefined }) {
  const { t } = useI18n();
  const asked = useSearchParams().get('day');
  const today = deviceDay();
  const shown = asked ?? today;
  const calendar = useCalendar(today);
  const day = useDay(shown);
  const houses = useHouses(day.data, today, kept?.account === account.id ? kept : kept && null);
  useKeeping(account, calendar.data, day.data, today, houses);
  const error = day.error ?? calendar.error;
  return (
    <>
      <div className="title-row"><Heading>{t('title.day')}</Heading><LiveMark /></div>
      {calendar.data && <Calendar calendar={calendar.data} today={today} shown={shown} wayTo={(to) => (to === today ? '/crew/day' : `/crew/day?day=${to}`)} />}
      {day.data ? <DayView day={day.data} houses={houses} when={day.data.day === today ? 'today' : day.data.day < today ? 'past' : 'ahead'} />
        : error ? <Failed error={error} again={() => { void day.refetch(); void calendar.refetch(); }} /> : <Loading />}
      {calendar.data && <Absences absences={calendar.data.absences} today={today} />}
    </>
  );
}

const askedAgainMs = 5_000;

/** The server cannot be reached, as opposed to one that refuses. */
function isUnreachable(error: Error): boolean {
  return error instanceof Problem && error.status === 0;
}

function AnyDay() {
  const session = useSession('required');
  const [kept, forgotten] = useKeptDay();
  const online = useOnline();
  // While it is asked again, what is kept goes on being shown.
  const [wasCutOff, setWasCutOff] = useState(false);
  const cutOff = session.status === 'unknown' ? isUnreachable(session.error) : session.status === 'asking' && (!online || wasCutOff);
  useEffect(() => setWasCutOff(cutOff), [cutOff]);
  const again = session.status === 'unknown' ? session.again : undefined;
  useEffect(() => {
    if (online) again?.();
    // Asked again when the connection comes back, not with each answer.
  }, [online]);
  // A device says that it is online some moments before anything answers.
  const waits = cutOff && online && again !== undefined;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(again, askedAgainMs);
    return () => clearTimeout(timer);
  }, [waits]);
  if (cutOff && kept) return <KeptDayView kept={kept} again={again} onForgotten={forgotten} />;
  return <Guard role="crew">{(account) => <LiveDay account={account} kept={kept} />}</Guard>;
}

/** A crew's day: where it goes, in which order, and what it does there. Today can be read without a connection. */
export function CrewDayPage() {
  return (
    <Page wide title="title.day" description="description.day">
      <AnyDay />
    </Page>
  );
}
