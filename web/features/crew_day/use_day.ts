'use client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, type Account, type CrewCalendar, type CrewDay } from '@/shared/api/client';
import { keepDay, readKeptDay, type House, type KeptDay } from '@/shared/offline/kept_day';
import { keepShell } from '@/shared/offline/shell';

export type Houses = Readonly<Record<string, House>>;

/** Each look at a house leaves an entry that its customer sees, so one is not looked at again with each visit of the page. */
const houseStaleMs = 3_600_000;
const calendarDays = 14;

/** What is kept for reading without a connection: undefined while it is looked for, null where there is nothing. */
export function useKeptDay(): [KeptDay | null | undefined, forgotten: () => void] {
  const [kept, setKept] = useState<KeptDay | null>();
  useEffect(() => {
    let wanted = true;
    void readKeptDay().then((found) => wanted && setKept(found));
    return () => {
      wanted = false;
    };
  }, []);
  return [kept, () => setKept(null)];
}

export const useCalendar = (from: string) => useQuery({ queryKey: ['crew_calendar', from], queryFn: () => api.crewCalendar(from, calendarDays) });

export const useDay = (day: string) => useQuery({ queryKey: ['crew_day', day], queryFn: () => api.crewDay(day) });

/** Where today's stops are, as far as the crew still goes there. On other days the page names towns alone. */
export function useHouses(day: CrewDay | undefined, today: string, kept: KeptDay | null | undefined): Houses {
  const isToday = day !== undefined && day.day === today && kept !== undefined;
  const orders = isToday ? [...new Set(day.stops.filter(({ state }) => state !== 'done' && state !== 'gone').map(({ order }) => order))] : [];
  return useQueries({
    queries: orders.map((order) => ({
      queryKey: ['house', order],
      queryFn: () => api.job(order).then(({ address, contact, latitude, longitude }): House => ({ address, contact, latitude, longitude })),
      staleTime: houseStaleMs,
      initialData: kept?.day.day === today ? kept?.houses[order] : undefined,
      initialDataUpdatedAt: kept ? Date.parse(kept.keptAt) : undefined,
      refetchOnWindowFocus: false,
    })),
    combine: (asked): Houses => Object.fromEntries(orders.flatMap((order, index) => (asked[index]?.data ? [[order, asked[index].data]] : []))),
  });
}

/** Keeps today as it is seen, and the page that shows it. */
export function useKeeping(account: Account, calendar: CrewCalendar | undefined, day: CrewDay | undefined, today: string, houses: Houses): void {
  useEffect(() => {
    if (!day || !calendar || day.day !== today) return;
    void keepDay({ account: account.id, calendar, day, houses, keptAt: new Date().toISOString() });
  }, [account.id, calendar, day, today, houses]);
  useEffect(() => void keepShell(), []);
}
