'use client';
import { useState } from 'react';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { ticksUpTo } from '@/shared/ui/ticks';
import { useSize } from '@/shared/ui/use_size';

type Props = {
  monthly: readonly number[];
  /** The ends of each month's likely span, and what is said of it. */
  low: readonly number[];
  high: readonly number[];
  band: string;
  yearlyUse: number;
};

const widthUsual = 560;
const height = 280;
const frame = { left: 46, right: 4, top: 14, bottom: 30 };
const plotHeight = height - frame.top - frame.bottom;
const shortNamesFrom = 36;

/** A bar per month with its likely span, and the home's average use as a line. */
export function MonthChart({ monthly, low, high, band, yearlyUse }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const [pointed, setPointed] = useState<number>();
  const [size, measure] = useSize();
  const width = size?.width ?? widthUsual;
  const slot = (width - frame.left - frame.right) / 12;
  const ticks = ticksUpTo(Math.max(...monthly, ...high, yearlyUse / 12));
  const y = (kwh: number) => frame.top + plotHeight * (1 - kwh / (ticks.at(-1) ?? 1));
  const span = (month: number) => ({ low: format.number(low[month] ?? 0), high: format.number(high[month] ?? 0) });
  const best = monthly.indexOf(Math.max(...monthly));
  const least = monthly.indexOf(Math.min(...monthly));
  const told = pointed === undefined ? undefined : monthly[pointed];
  return (
    <figure className="chart" ref={measure}>
      <p className="chart-told" aria-hidden="true">
        {pointed === undefined || told === undefined
          ? t('quote.chart.point')
          : t('quote.chart.told', { month: format.month(pointed, 'long'), kwh: format.number(told), ...span(pointed) })}
      </p>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('quote.chart.label', {
          best: format.month(best, 'long'), most: format.number(monthly[best] ?? 0),
          least: format.month(least, 'long'), fewest: format.number(monthly[least] ?? 0),
        })}
        onPointerLeave={() => setPointed(undefined)}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="chart-grid" x1={frame.left} x2={width - frame.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart-axis" x={frame.left - 8} y={y(tick) + 4} textAnchor="end">{format.number(tick)}</text>
          </g>
        ))}
        {monthly.map((kwh, index) => {
          const middle = frame.left + slot * (index + 0.5);
          return (
            <g key={index} className={pointed === index ? 'chart-month pointed' : 'chart-month'} onPointerEnter={() => setPointed(index)} onPointerDown={() => setPointed(index)}>
              <rect className="chart-catch" x={middle - slot / 2} y={frame.top} width={slot} height={plotHeight + frame.bottom} />
              <rect className="chart-bar" x={middle - slot * 0.34} y={y(kwh)} width={slot * 0.68} height={frame.top + plotHeight - y(kwh)} rx="5" />
              <rect className="chart-band" x={middle - slot * 0.34} y={y(high[index] ?? kwh)} width={slot * 0.68} height={y(low[index] ?? kwh) - y(high[index] ?? kwh)} rx="3" />
              <text className="chart-axis" x={middle} y={height - 8} textAnchor="middle">{format.month(index, slot < shortNamesFrom ? 'narrow' : 'short').replace('.', '')}</text>
            </g>
          );
        })}
        <line className="chart-use" x1={frame.left} x2={width - frame.right} y1={y(yearlyUse / 12)} y2={y(yearlyUse / 12)} />
      </svg>
      <figcaption>
        <span className="key key-bar">{t('quote.chart.key_bar')}</span>
        <span className="key key-band">{band}</span>
        <span className="key key-use">{t('quote.chart.key_use')}</span>
      </figcaption>
      <details>
        <summary>{t('quote.chart.as_table')}</summary>
        <table>
          <caption>{t('quote.chart.caption')}</caption>
          <thead>
            <tr><th scope="col">{t('quote.chart.month')}</th><th scope="col">{t('quote.chart.kwh')}</th><th scope="col">{t('quote.chart.span')}</th></tr>
          </thead>
          <tbody>
            {monthly.map((kwh, index) => (
              <tr key={index}>
                <th scope="row">{format.month(index, 'long')}</th>
                <td>{format.number(kwh)}</td>
                <td>{t('quote.chart.from_to', span(index))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
