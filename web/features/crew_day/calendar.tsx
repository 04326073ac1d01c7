'use client';
import Link from 'next/link';
import type { CrewCalendar } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const dotsMax = 4;

type Day = CrewCalendar['days'][number];

function DayMark({ item: { day, visits, off, absent } }: { item: Day }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const free = absent ? t('day.absent') : off ? t('day.off') : undefined;
  const dots = Math.min(visits, dotsMax);
  return (
    <>
      <span aria-hidden="true">{format.dayName(day)}</span>
      <strong aria-hidden="true">{format.dayNumber(day)}</strong>
      <span className="visually-hidden">{format.day(day)}: {free ?? count('day.stops', visits)}</span>
      <svg viewBox="0 0 36 8" width="36" height="8" aria-hidden="true" focusable="false">
        {free ? <path className="calendar-free" d="M10 4H26" />
          : Array.from({ length: dots }, (_, index) => <circle key={index} r="3" cx={18 + (index - (dots - 1) / 2) * 9} cy="4" />)}
      </svg>
    </>
  );
}

type Props = { calendar: CrewCalendar; today: string; shown: string; /** The address of a day; without a connection there is none. */ wayTo?: (day: string) => string };

/** The days ahead at a glance, each a way to it: how many visits, and where none are made. */
export function Calendar({ calendar, today, shown, wayTo }: Props) {
  const { t } = useI18n();
  return (
    // Without links in it, the strip itself is what a keyboard scrolls.
    <nav className="calendar" aria-label={t('day.calendar')} tabIndex={wayTo ? undefined : 0}>
      <ol>
        {calendar.days.map((item) => {
          const look = `calendar-day${item.absent || item.off ? ' free' : ''}${item.day === today ? ' today' : ''}`;
          const current = item.day === shown ? 'date' : undefined;
          return (
            <li key={item.day}>
              {wayTo ? <Link href={wayTo(item.day)} scroll={false} prefetch={false} className={look} aria-current={current}><DayMark item={item} /></Link>
                : <div className={look} aria-current={current}><DayMark item={item} /></div>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
