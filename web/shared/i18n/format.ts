'use client';
import { useMemo } from 'react';
import type { Money } from '@/shared/api/client';
import { useI18n } from './i18n';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** A format is dear to make and is asked for in each cell of a table; there are few of them. */
function numbers(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(key, made);
  return made;
}

/** A moment as a clock at a place shows it, to be formatted as if it were UTC. */
function at(time: string, offsetMinutes: number): Date {
  return new Date(Date.parse(time) + offsetMinutes * 60_000);
}

/** Currencies carry their own number of minor units (yen have none). */
function major(money: Money, format: Intl.NumberFormat): number {
  return money.amount_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
}

/** Spanish would leave numbers of four digits without a separator, which reads badly in a column. */
const grouped: Intl.NumberFormatOptions = { useGrouping: 'always' };

/** Numbers, money and times as the reader's language writes them. */
export function useFormat() {
  const { language } = useI18n();
  return useMemo(() => {
    const locale = language === 'es' ? 'es-ES' : 'en-GB';
    const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
    return {
      number: (value: number, digits = 0) => numbers(locale, { maximumFractionDigits: digits, ...grouped }).format(value),
      /** With a plus where it adds. */
      change: (value: number) => numbers(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero', ...grouped }).format(value),
      percent: (value: number, digits = 0) => numbers(locale, { style: 'percent', maximumFractionDigits: digits }).format(value),
      /** Money to the unit, or exactly when the cents matter. */
      money: (money: Money, precision: 'rounded' | 'exact' = 'rounded') => {
        const exact = numbers(locale, { style: 'currency', currency: money.currency, ...grouped });
        const amount = major(money, exact);
        return precision === 'exact'
          ? exact.format(amount)
          : numbers(locale, { style: 'currency', currency: money.currency, maximumFractionDigits: 0, ...grouped }).format(amount);
      },
      /** A price of one kilowatt-hour, to a tenth of the minor unit. */
      tariff: (minor: number, currency: string) => {
        const format = numbers(locale, { style: 'currency', currency, maximumFractionDigits: 3 });
        return format.format(minor / 100);
      },
      /** A calendar day such as 2026-05-04, which has no time zone. */
      day: (date: string) => new Intl.DateTimeFormat(locale, { ...day, weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
      shortDay: (date: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
      /** A calendar day as it stands over a column: its weekday, and its number. */
      dayName: (date: string) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
      dayNumber: (date: string) => new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
      /** The time of day at a place whose clock is that far ahead of UTC. */
      clock: (time: string, offsetMinutes: number) =>
        new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(at(time, offsetMinutes)),
      date: (time: string) => new Intl.DateTimeFormat(locale, day).format(new Date(time)),
      moment: (time: string) =>
        new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(new Date(time)),
      /** A moment that may lie years back. */
      stamp: (time: string) =>
        new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time)),
      /** A month, given as its first day. */
      monthOf: (date: string) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
      /** A span of time in the largest unit that it fills. */
      duration: (seconds: number) => {
        const [unit, size] = ([['day', 86_400], ['hour', 3_600], ['minute', 60]] as const).find(([, least]) => seconds >= least) ?? (['second', 1] as const);
        return numbers(locale, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(Math.floor(seconds / size));
      },
      month: (index: number, width: 'long' | 'short' | 'narrow') =>
        new Intl.DateTimeFormat(locale, { month: width, timeZone: 'UTC' }).format(new Date(Date.UTC(2023, index, 15))),
      country: (code: string) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code,
      weekday: (name: string) => {
        const index = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(name);
        return index < 0 ? name : new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + index)));
      },
    };
  }, [language]);
}
