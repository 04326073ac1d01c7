'use client';
import type { Quote } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useSize } from '@/shared/ui/use_size';

const widthUsual = 420;
const height = 230;
const frame = { left: 8, right: 8, top: 34, bottom: 58 };
const years = 25;
/** From this year on the label of the payback stands left of its point, to stay in the picture. */
const late = 13;

/**
 * Money in hand over the years, through the three points that the quote states: the price at the start, nothing
 * at payback, the balance after 25 years.
 */
export function CashFlow({ quote }: { quote: Quote }) {
  const { t } = useI18n();
  const format = useFormat();
  const [size, measure] = useSize();
  const width = size?.width ?? widthUsual;
  const start = -quote.price.total.amount_minor;
  const end = quote.net_25_years.amount_minor;
  const top = Math.max(end, 0);
  const bottom = Math.min(start, end, 0);
  const x = (year: number) => frame.left + ((width - frame.left - frame.right) * year) / years;
  const y = (minor: number) => frame.top + ((height - frame.top - frame.bottom) * (top - minor)) / Math.max(1, top - bottom);
  const payback = typeof quote.payback_years === 'number' && quote.payback_years < years ? quote.payback_years : undefined;
  const below = payback === undefined ? `M${x(0)} ${y(0)}V${y(start)}L${x(years)} ${y(end)}V${y(0)}Z` : `M${x(0)} ${y(0)}V${y(start)}L${x(payback)} ${y(0)}Z`;
  return (
    <figure className="chart cash" ref={measure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('quote.cash.label', {
        price: format.money(quote.price.total),
        payback: payback === undefined ? t('quote.cash.later') : format.number(payback, 1),
        net: format.money(quote.net_25_years),
      })}>
        <path className="cash-below" d={below} />
        {payback !== undefined && <path className="cash-above" d={`M${x(payback)} ${y(0)}L${x(years)} ${y(end)}V${y(0)}Z`} />}
        <line className="cash-zero" x1={frame.left} x2={width - frame.right} y1={y(0)} y2={y(0)} />
        <path className="cash-line" d={`M${x(0)} ${y(start)}${payback === undefined ? '' : `L${x(payback)} ${y(0)}`}L${x(years)} ${y(end)}`} />
        <circle className="cash-dot" cx={x(0)} cy={y(start)} r="5" />
        <text className="chart-label" x={x(0)} y={y(start) + 26}>{format.money({ ...quote.price.total, amount_minor: start })}</text>
        {payback !== undefined && (
          <>
            <circle className="cash-dot" cx={x(payback)} cy={y(0)} r="6" />
            <text className="chart-label" x={x(payback) + (payback < late ? 6 : -6)} y={y(0) + 26} textAnchor={payback < late ? 'start' : 'end'}>{t('quote.cash.payback', { years: format.number(payback, 1) })}</text>
          </>
        )}
        <circle className="cash-dot" cx={x(years)} cy={y(end)} r="5" />
        <text className="chart-label" x={x(years)} y={y(end) - 14} textAnchor="end">{format.money(quote.net_25_years)}</text>
        <text className="chart-axis" x={x(0)} y={height - 6}>{t('quote.cash.today')}</text>
        <text className="chart-axis" x={x(years)} y={height - 6} textAnchor="end">{t('quote.cash.after')}</text>
      </svg>
    </figure>
  );
}
