'use client';
import type { Design } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useSize } from '@/shared/ui/use_size';

const widthUsual = 560;
const frame = { left: 8, right: 8 };
/** From this year on the label of the payback stands before its point and above the line, to stay in the picture. */
const late = 12;
/** The sum above, each year below, on scales of their own. */
const sums = { top: 26, height: 150 };
const years = { top: 224, height: 64 };
const height = 318;

type Year = Design['cash_flow'][number];

/** Heights on a scale from the least to the most, which holds nothing too. */
function scale(amounts: number[], place: { top: number; height: number }): (minor: number) => number {
  const most = Math.max(0, ...amounts);
  const least = Math.min(0, ...amounts);
  return (minor) => place.top + (place.height * (most - minor)) / Math.max(1, most - least);
}

function YearsTable({ flow, money }: { flow: readonly Year[]; money: (minor: number) => string }) {
  const { t } = useI18n();
  const columns = [
    ['bill_saved', (year: Year) => year.bill_saved_minor],
    ['export_income', (year: Year) => year.export_income_minor + year.incentives_minor],
    ['upkeep', (year: Year) => -year.upkeep_minor - year.replacements_minor],
    ['sum', (year: Year) => year.cumulative_minor],
  ] as const;
  return (
    <details>
      <summary>{t('quote.chart.as_table')}</summary>
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('design.cash_caption')}>
        <table>
          <caption>{t('design.cash_caption')}</caption>
          <thead><tr><th scope="col">{t('design.year')}</th>{columns.map(([name]) => <th key={name} scope="col">{t(`design.${name}`)}</th>)}</tr></thead>
          <tbody>
            {flow.map((year, index) => (
              <tr key={index}><th scope="row">{index + 1}</th>{columns.map(([name, amount]) => <td key={name}>{money(amount(year))}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Money in hand after each year as a line, and what each year brings as a bar. */
export function CashYears({ design }: { design: Design }) {
  const { t } = useI18n();
  const format = useFormat();
  const [size, measure] = useSize();
  const width = size?.width ?? widthUsual;
  const flow = design.cash_flow;
  const { total } = design.price;
  const money = (minor: number) => format.money({ amount_minor: minor, currency: total.currency });
  const inHand = [-total.amount_minor, ...flow.map(({ cumulative_minor }) => cumulative_minor)];
  const yearly = flow.map(({ total_minor }) => total_minor);
  const x = (year: number) => frame.left + ((width - frame.left - frame.right) * year) / flow.length;
  const ySum = scale(inHand, sums);
  const yYear = scale(yearly, years);
  const slot = x(1) - x(0);
  const even = design.payback_years ?? 0;
  const payback = even > 0 ? format.number(even, 1) : undefined;
  const end = inHand.at(-1) ?? 0;
  const line = inHand.map((minor, year) => `${x(year).toFixed(1)} ${ySum(minor).toFixed(1)}`).join('L');
  return (
    <figure className="chart" ref={measure}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img"
        aria-label={t('quote.cash.label', { price: money(total.amount_minor), payback: payback ?? t('quote.cash.later'), net: money(end) })}>
        <line className="cash-zero" x1={frame.left} x2={width - frame.right} y1={ySum(0)} y2={ySum(0)} />
        <path className="cash-line" d={`M${line}`} />
        <circle className="cash-dot" cx={x(0)} cy={ySum(inHand[0] ?? 0)} r="5" />
        <text className="chart-label" x={x(0)} y={ySum(inHand[0] ?? 0) + 26}>{money(inHand[0] ?? 0)}</text>
        <circle className="cash-dot" cx={x(flow.length)} cy={ySum(end)} r="5" />
        <text className="chart-label" x={x(flow.length)} y={ySum(end) - 12} textAnchor="end">{money(end)}</text>
        {payback !== undefined && (
          <text className="chart-label" x={x(even) + (even < late ? 10 : -14)} y={ySum(0) + (even < late ? 22 : -24)} textAnchor={even < late ? 'start' : 'end'}>{t('quote.cash.payback', { years: payback })}</text>
        )}
        {yearly.map((minor, index) => (
          <rect key={index} className={minor < 0 ? 'cash-year out' : 'cash-year'} x={x(index) + slot * 0.15} width={slot * 0.7} y={Math.min(yYear(0), yYear(minor))} height={Math.max(1, Math.abs(yYear(0) - yYear(minor)))} rx="2" />
        ))}
        <text className="chart-axis" x={x(0)} y={height - 6}>{t('design.first_year')}</text>
        <text className="chart-axis" x={x(flow.length)} y={height - 6} textAnchor="end">{t('design.last_year')}</text>
      </svg>
      <figcaption>
        <span className="key key-line">{t('design.sum')}</span>
        <span className="key key-home">{t('design.each_year')}</span>
      </figcaption>
      <YearsTable flow={flow} money={money} />
    </figure>
  );
}
