import type { OwnVisit } from '@/shared/api/client';

const [first, last] = [6 * 60, 20 * 60];
const [width, left] = [280, 10];
const marks = [6, 9, 12, 15, 18] as const;

/** The promised time as a stretch of the day; beside it, it stands in words. */
export function WindowPicture({ window, offset }: { window: NonNullable<OwnVisit['window']>; offset: number }) {
  const midnight = Math.floor((Date.parse(window.from) / 60_000 + offset) / 1440) * 1440;
  const x = (minute: number) => left + ((Math.min(last, Math.max(first, minute)) - first) / (last - first)) * width;
  const at = (time: string) => x(Date.parse(time) / 60_000 + offset - midnight);
  return (
    <svg className="window-picture" viewBox="0 0 300 34" aria-hidden="true" focusable="false">
      <rect className="window-day" x={left} y="4" width={width} height="10" rx="5" />
      <rect className="window-span" x={at(window.from)} y="2" width={Math.max(8, at(window.to) - at(window.from))} height="14" rx="7" />
      {marks.map((hour) => <text key={hour} x={x(hour * 60)} y="31">{hour}</text>)}
    </svg>
  );
}
