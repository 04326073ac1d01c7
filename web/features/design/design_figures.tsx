'use client';
import { Figure } from '@/features/quote/figure';
import type { Design } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

export function DesignFigures({ design }: { design: Design }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const { payback_years: payback, internal_rate_of_return: rate } = design;
  return (
    <dl className="figures">
      <Figure icon="sun" label={t('quote.result.size', { ac: format.number(design.ac_kw, 1) })} value={`${format.number(design.dc_kw, 1)} kW`} />
      <Figure icon="home" label={t('quote.result.watts', { watts: format.number(design.module_watts) })} value={count('quote.result.panels', design.modules)} />
      <Figure icon="bolt" label={t('design.yearly', { least: format.number(design.annual_kwh_p90) })} value={`${format.number(design.annual_kwh)} kWh`} />
      <Figure icon="wallet" label={t('design.costs')} value={format.money(design.price.total)} />
      <Figure icon="clock" label={t('quote.result.payback')} value={typeof payback === 'number' ? t('quote.result.years', { years: format.number(payback, 1) }) : t('quote.result.never')} />
      <Figure icon="star" label={t('design.rate')} value={typeof rate === 'number' ? format.percent(rate, 1) : t('design.no_rate')} />
      <Figure icon="leaf" label={t('quote.result.co2')} value={`${format.number(design.co2_kg_per_year)} kg`} />
    </dl>
  );
}
