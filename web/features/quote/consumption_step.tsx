'use client';
import { useEffect } from 'react';
import type { Market } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Choice, SelectField, SliderField } from '@/shared/ui/field';
import { billMajor, limits, type Faults, type QuoteForm } from './form';

type Props = { form: QuoteForm; faults: Faults; markets?: Market[]; change: (part: Partial<QuoteForm>) => void };

const usualUseMax = 20_000;
const usualBillMax = 500;

/** The bill of a month at the market's typical use and tariff, in whole money. */
function typicalBill(market: Market): number {
  return Math.round((market.typical_yearly_use_kwh * market.tariff_minor_per_kwh) / 12 / 100);
}

export function ConsumptionStep({ form, faults, markets, change }: Props) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useWords();
  const market = markets?.find(({ country }) => country === form.country);
  useEffect(() => {
    if (!market) return;
    if (!form.use) change({ use: String(Math.round(market.typical_yearly_use_kwh)) });
    if (!form.bill) change({ bill: String(typicalBill(market)) });
  }, [market, form.use, form.bill, change]);
  const toMarket = (country: string) => change({ country, use: '', bill: '' });
  return (
    <>
      <SelectField label={t('quote.consumption.country')} value={form.country} fault={words.fault(faults.country)} onText={toMarket}>
        <option value="" disabled>{t('quote.consumption.choose_country')}</option>
        {markets?.map(({ country }) => <option key={country} value={country}>{format.country(country)}</option>)}
      </SelectField>
      <Choice
        label={t('quote.consumption.how')}
        value={form.consumption}
        options={[{ value: 'use', text: t('quote.consumption.use') }, { value: 'bill', text: t('quote.consumption.bill') }] as const}
        onChoose={(consumption) => change({ consumption })}
      />
      {form.consumption === 'use' ? (
        <SliderField
          label={t('quote.consumption.use_label')}
          hint={market ? t('quote.consumption.use_hint', { kwh: format.number(market.typical_yearly_use_kwh), country: format.country(market.country) }) : undefined}
          unit="kWh" value={form.use} min={limits.use.minimum ?? 0} max={usualUseMax} step={100} fault={words.fault(faults.use)} onText={(use) => change({ use })}
        />
      ) : (
        <SliderField
          label={t('quote.consumption.bill_label')}
          hint={market ? t('quote.consumption.bill_hint', { tariff: format.tariff(market.tariff_minor_per_kwh, market.currency) }) : undefined}
          unit={market?.currency ?? ''} value={form.bill} min={billMajor.minimum} max={usualBillMax} step={5} fault={words.fault(faults.bill)} onText={(bill) => change({ bill })}
        />
      )}
    </>
  );
}
