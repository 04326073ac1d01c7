'use client';
import type { Design } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useSize } from '@/shared/ui/use_size';

type Waterfall = Design['waterfall'];

const widthUsual = 560;
const rowHeight = 42;
const barHeight = 14;
/** Room right of the bars for a figure. */
const figureWidth = 62;

type Row = { name: string; look: 'whole' | 'loss' | 'gain'; from: number; to: number; told: string };

function rowsOf(waterfall: Waterfall, left: number, { number, change }: { number: (kwh: number) => string; change: (kwh: number) => string }): Row[] {
  let at = waterfall.light_kwh;
  const steps = waterfall.losses.map(({ name, kwh }): Row => {
    const before = at;
    at -= kwh;
    return { name, look: kwh < 0 ? 'gain' : 'loss', from: Math.min(before, at), to: Math.max(before, at), told: change(-kwh) };
  });
  return [
    { name: 'light', look: 'whole', from: 0, to: waterfall.light_kwh, told: number(waterfall.light_kwh) },
    ...steps.filter(({ from, to }) => to - from > 0),
    { name: 'left', look: 'whole', from: 0, to: left, told: number(left) },
  ];
}

/** The year's way from light to power: each step hangs where the one before it ends. */
export function WaterfallChart({ waterfall, left }: { waterfall: Waterfall; left: number }) {
  const { t, known } = useI18n();
  const format = useFormat();
  const [size, measure] = useSize();
  const width = size?.width ?? widthUsual;
  const rows = rowsOf(waterfall, left, format);
  const named = (name: string) => known(`loss.${name}`) ?? name;
  const x = (kwh: number) => ((width - figureWidth) * kwh) / Math.max(1, waterfall.light_kwh);
  return (
    <figure className="chart" ref={measure}>
      <svg viewBox={`0 0 ${width} ${rows.length * rowHeight}`} role="img"
        aria-label={t('design.losses_label', { light: format.number(waterfall.light_kwh), left: format.number(left), percent: format.percent(left / Math.max(1, waterfall.light_kwh)) })}>
        {rows.map(({ name, look, from, to, told }, index) => (
          <g key={name} transform={`translate(0 ${index * rowHeight})`}>
            <text className="chart-axis" x="0" y="14">{named(name)}</text>
            <line className="chart-grid" x1="0" x2={width - figureWidth} y1={rowHeight - 14} y2={rowHeight - 14} />
            <rect className={`fall-${look}`} x={x(from)} y={rowHeight - 14 - barHeight / 2} width={Math.max(1.5, x(to) - x(from))} height={barHeight} rx="3" />
            <text className="chart-label" x={width} y={rowHeight - 9} textAnchor="end">{told}</text>
          </g>
        ))}
      </svg>
      <details>
        <summary>{t('quote.chart.as_table')}</summary>
        <table>
          <caption>{t('design.losses_caption')}</caption>
          <thead><tr><th scope="col">{t('design.step')}</th><th scope="col">{t('quote.chart.kwh')}</th><th scope="col">{t('design.of_light')}</th></tr></thead>
          <tbody>
            {rows.map(({ name, look, from, to, told }) => (
              <tr key={name}><th scope="row">{named(name)}</th><td>{told}</td><td>{format.percent(((look === 'loss' ? -1 : 1) * (to - from)) / Math.max(1, waterfall.light_kwh), 1)}</td></tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
