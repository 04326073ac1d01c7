import type { BoardCrew, BoardStop } from '@/shared/api/client';

/** The hours that a board shows, in minutes from midnight on each crew's own clock. */
export type Axis = { from: number; to: number };
/** A place in a crew's day: before a stop of it, or at its end. */
export type Slot = { crew: string; before: string | null };

const usualDay: Axis = { from: 7 * 60, to: 18 * 60 };
const wholeDay: Axis = { from: 0, to: 24 * 60 };

/** Minutes from the day's midnight on the clock of a place. */
export function minuteOf(time: string, day: string, offsetMinutes: number): number {
  return (Date.parse(time) - Date.parse(`${day}T00:00:00Z`)) / 60_000 + offsetMinutes;
}

/** Whole hours that hold everything of all crews, and at least the usual day. */
export function axisOf(crews: readonly BoardCrew[], day: string): Axis {
  const moments = crews.flatMap(({ shift, stops, back_at, utc_offset_minutes }) =>
    [shift?.from, shift?.to, back_at, ...stops.flatMap(({ begins_at, ends_at }) => [begins_at, ends_at])]
      .filter((time): time is string => typeof time === 'string')
      .map((time) => minuteOf(time, day, utc_offset_minutes)));
  return {
    from: Math.max(wholeDay.from, Math.floor(Math.min(usualDay.from, ...moments) / 60) * 60),
    to: Math.min(wholeDay.to, Math.ceil(Math.max(usualDay.to, ...moments) / 60) * 60),
  };
}

/** A crew's stops that still count, but for one that is carried. */
export function othersOf(crew: BoardCrew, carried: string): BoardStop[] {
  return crew.stops.filter(({ visit, state }) => visit !== carried && state !== 'gone');
}

/** The slot at a time of a crew's day: before the first stop whose middle is later. */
export function slotAt(crew: BoardCrew, carried: string, day: string, minute: number): Slot {
  const middle = ({ begins_at, ends_at }: BoardStop) =>
    (minuteOf(begins_at, day, crew.utc_offset_minutes) + minuteOf(ends_at, day, crew.utc_offset_minutes)) / 2;
  return { crew: crew.crew, before: othersOf(crew, carried).find((stop) => middle(stop) > minute)?.visit ?? null };
}

/** Where a visit is now. */
export function slotOf(crew: BoardCrew, visit: string): Slot {
  const at = crew.stops.findIndex((stop) => stop.visit === visit);
  const after = crew.stops.slice(at + 1).find(({ state }) => state !== 'gone');
  return { crew: crew.crew, before: after?.visit ?? null };
}

/** The slot that many places further in the crew's day; it stays within. */
export function slotBeside(crew: BoardCrew, carried: string, before: string | null, steps: number): Slot {
  const slots = [...othersOf(crew, carried).map(({ visit }) => visit), null];
  const at = Math.max(0, slots.indexOf(before));
  return { crew: crew.crew, before: slots[Math.min(slots.length - 1, Math.max(0, at + steps))] ?? null };
}

/** When what is put into a slot could begin at the earliest, in minutes of the crew's day. */
export function beginIn(crew: BoardCrew, carried: string, { before }: Slot, day: string, axis: Axis): number {
  const others = othersOf(crew, carried);
  const at = before === null ? others.length : others.findIndex(({ visit }) => visit === before);
  const previous = others[at - 1];
  if (previous) return minuteOf(previous.ends_at, day, crew.utc_offset_minutes);
  return crew.shift ? minuteOf(crew.shift.from, day, crew.utc_offset_minutes) : axis.from;
}
