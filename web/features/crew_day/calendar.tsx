'use client';
import Link from 'next/link';
import type { CrewCalendar } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const dotsMax = 4;

/** The days ahead at a glance, each a way to it: how many visits, and where none are made. */
export function Calendar({ calendar, shown }: { calendar: CrewCalendar; shown: string }) {
  const { t, count } = useI18n();
  const format = useFormat();
  return (
    <nav className="calendar" aria-label={t('day.calendar')}>
      <ol>
        {calendar.items.map(({ day, visits, off, absence }) => {
          const free = absence ? t('day.absent') : off ? t('day.off') : undefined;
          return (
            <li key={day}>
              <Link href={day === calendar.today ? '/crew/day' : `/crew/day?day=${day}`} scroll={false} prefetch={false}
                className={`calendar-day${free ? ' free' : ''}${day === calendar.today ? ' today' : ''}`} aria-current={day === shown ? 'date' : undefined}>
                <span aria-hidden="true">{format.dayName(day)}</span>
                <strong aria-hidden="true">{format.dayNumber(day)}</strong>
                <span className="visually-hidden">{format.day(day)}: {free ?? count('day.stops', visits)}</span>
                <svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true" focusable="false">
                  {free ? <path className="calendar-free" d="M10 4H26" />
                    : Array.from({ length: Math.min(visits, dotsMax) }, (_, index) => <circle key={index} r="3" cx={18 + (index - (Math.min(visits, dotsMax) - 1) / 2) * 9} cy="4" />)}
                </svg>
              </Link>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
