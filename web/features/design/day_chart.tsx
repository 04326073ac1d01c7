'use client';
import { useState } from 'react';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { StepSlider } from '@/shared/ui/field';
import { useSize } from '@/shared/ui/use_size';

type Days = readonly (readonly number[])[];

const widthUsual = 560;
const height = 240;
const frame = { left: 38, right: 6, top: 14, bottom: 26 };
const plotHeight = height - frame.top - frame.bottom;
const june = 5;
const hoursNamed = [0, 6, 12, 18, 24];

/** Steps of a quarter of a kilowatt at least, about four of them. */
function topOf(days: Days[]): { top: number; step: number } {
  const most = Math.max(0.5, ...days.flat(2));
  const step = [0.25, 0.5, 1, 2, 5, 10, 20].find((size) => most / size <= 4.5) ?? 50;
  return { top: Math.ceil(most / step) * step, step };
}

function HoursTable({ made, needed }: { made: readonly number[]; needed: readonly number[] }) {
  const { t } = useI18n();
  const format = useFormat();
  return (
    <details>
      <summary>{t('quote.chart.as_table')}</summary>
      <table>
        <caption>{t('design.day_caption')}</caption>
        <thead>
          <tr><th scope="col">{t('design.hour')}</th><th scope="col">{t('design.made')}</th><th scope="col">{t('design.needed')}</th></tr>
        </thead>
        <tbody>
          {made.map((kw, hour) => (
            <tr key={hour}><th scope="row">{`${hour}–${hour + 1}`}</th><td>{format.number(kw, 2)}</td><td>{format.number(needed[hour] ?? 0, 2)}</td></tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A month's mean day: what the roof makes as a hill, what the home needs as a line. All months share one scale. */
export function DayChart({ produced, used }: { produced: Days; used: Days }) {
  const { t } = useI18n();
  const format = useFormat();
  const [month, setMonth] = useState(june);
  const [size, measure] = useSize();
  const width = size?.width ?? widthUsual;
  const { top, step } = topOf([produced, used]);
  const made = produced[month] ?? [];
  const needed = used[month] ?? [];
  const x = (hour: number) => frame.left + ((width - frame.left - frame.right) * hour) / 24;
  const y = (kw: number) => frame.top + plotHeight * (1 - kw / top);
  const line = (kw: readonly number[]) => kw.map((power, hour) => `${x(hour + 0.5).toFixed(1)} ${y(power).toFixed(1)}`).join('L');
  const peak = Math.max(...made);
  return (
    <figure className="chart" ref={measure}>
      <StepSlider label={t('quote.chart.month')} texts={produced.map((_, index) => format.month(index, 'long'))} chosen={month} onChoose={setMonth} />
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('design.day_label', { month: format.month(month, 'long'), peak: format.number(peak, 1), hour: made.indexOf(peak) })}>
        {Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step).map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={frame.left} x2={width - frame.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart-axis" x={frame.left - 8} y={y(tick) + 4} textAnchor="end">{format.number(tick, 2)}</text>
          </g>
        ))}
        {hoursNamed.map((hour) => (
          <text key={hour} className="chart-axis" x={x(hour)} y={height - 6} textAnchor={hour === 24 ? 'end' : hour === 0 ? 'start' : 'middle'}>{`${hour}`}</text>
        ))}
        <path className="day-made" d={`M${x(0)} ${y(0)}L${line(made)}L${x(24)} ${y(0)}Z`} />
        <path className="day-needed" d={`M${line(needed)}`} />
      </svg>
      <figcaption>
        <span className="key key-bar">{t('design.made')}</span>
        <span className="key key-use">{t('design.needed')}</span>
        <span>{t('design.sun_time')}</span>
      </figcaption>
      <HoursTable made={made} needed={needed} />
    </figure>
  );
}
