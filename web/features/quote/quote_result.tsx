'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { api, type Quote } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { remember } from '@/shared/storage';
import { ButtonLink } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { CashFlow } from './cash_flow';
import { Figure } from './figure';
import { MonthChart } from './month_chart';
import { PriceTable } from './price_table';

function Figures({ quote }: { quote: Quote }) {
  const { t, count } = useI18n();
  const format = useFormat();
  return (
    <dl className="figures">
      <Figure icon="sun" label={t('quote.result.size', { ac: format.number(quote.ac_kw, 1) })} value={`${format.number(quote.dc_kw, 1)} kW`} />
      <Figure icon="home" label={t('quote.result.watts', { watts: format.number(quote.panel_watts) })} value={count('quote.result.panels', quote.panels)} />
      <Figure icon="wallet" label={t('quote.result.savings')} value={format.money(quote.yearly_savings)} />
      <Figure icon="clock" label={t('quote.result.payback')} value={typeof quote.payback_years === 'number' ? t('quote.result.years', { years: format.number(quote.payback_years, 1) }) : t('quote.result.never')} />
      {typeof quote.co2_kg_per_year === 'number' && <Figure icon="leaf" label={t('quote.result.co2')} value={`${format.number(quote.co2_kg_per_year)} kg`} />}
    </dl>
  );
}

/** What the home uses itself and what goes to the grid. */
function UseSplit({ quote }: { quote: Quote }) {
  const { t } = useI18n();
  const format = useFormat();
  const share = Math.min(1, quote.self_consumed_kwh / Math.max(1, quote.annual_kwh));
  return (
    <div className="split">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect width="100" height="6" className="split-grid" />
        <rect width={100 * share} height="6" className="split-home" />
      </svg>
      <p><span className="key key-home">{t('quote.result.self', { kwh: format.number(quote.self_consumed_kwh) })}</span></p>
      <p><span className="key key-grid">{t('quote.result.exported', { kwh: format.number(quote.exported_kwh) })}</span></p>
    </div>
  );
}

function Result({ quote }: { quote: Quote }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const spread = quote.annual_kwh * quote.relative_error;
  const expired = new Date(quote.valid_until).getTime() < Date.now();
  useEffect(() => remember('local', 'quote', quote.id), [quote.id]);
  return (
    <>
      <header className="result-head">
        <p className="eyebrow"><Icon name="pin" />{t('quote.result.near', { place: quote.place.nearest, country: format.country(quote.place.country) })}</p>
        <Heading>{t('quote.result.heading', { kwh: format.number(quote.annual_kwh) })}</Heading>
        <p className="lead">{t('quote.result.band', { spread: format.number(spread), percent: format.percent(quote.annual_kwh / Math.max(1, quote.yearly_use_kwh)) })}</p>
      </header>
      <Figures quote={quote} />
      <div className="columns result">
        <section className="card price-card" aria-labelledby="price">
          <h2 id="price">{t('quote.result.price')}</h2>
          <p className="big-price">{format.money(quote.price.total)}</p>
          <PriceTable price={quote.price} />
          <p className="hint">{t('quote.result.valid', { date: format.date(quote.valid_until), prices: format.day(quote.prices_valid_from) })}</p>
          {expired ? (
            <>
              <p className="alert">{t('quote.result.expired')}</p>
              <ButtonLink href="/">{t('quote.result.again')}</ButtonLink>
            </>
          ) : (
            <ButtonLink large href={`/order/new?quote=${quote.id}`}>{t('quote.result.order')}<Icon name="arrow" /></ButtonLink>
          )}
          <p className="hint with-icon"><Icon name="shield" />{count('quote.result.cooling', quote.cooling_off_days)}</p>
        </section>
        <div className="stack">
          <section className="card" aria-labelledby="months">
            <h2 id="months">{t('quote.result.months')}</h2>
            <MonthChart
              monthly={quote.monthly_kwh}
              low={quote.monthly_kwh.map((kwh) => kwh * (1 - quote.relative_error))}
              high={quote.monthly_kwh.map((kwh) => kwh * (1 + quote.relative_error))}
              band={t('quote.chart.key_band', { percent: format.percent(quote.relative_error) })}
              yearlyUse={quote.yearly_use_kwh}
            />
            <UseSplit quote={quote} />
          </section>
          <section className="card" aria-labelledby="cash">
            <h2 id="cash">{t('quote.result.cash')}</h2>
            <CashFlow quote={quote} />
          </section>
        </div>
      </div>
      <p className="after actions">
        <ButtonLink look="secondary" href={`/design?quote=${quote.id}`}><Icon name="bolt" />{t('quote.result.design')}</ButtonLink>
        <ButtonLink look="secondary" href="/?step=roof">{t('quote.result.change')}</ButtonLink>
      </p>
    </>
  );
}

function LoadedQuote() {
  const { t } = useI18n();
  const id = useSearchParams().get('id') ?? '';
  const quote = useQuery({ queryKey: ['quote', id], queryFn: () => api.quote(id), enabled: id !== '', staleTime: Infinity });
  if (quote.data) return <Result quote={quote.data} />;
  return (
    <>
      <Heading>{t('title.quote')}</Heading>
      {id === '' ? <Empty title={t('quote.result.none')} text={t('quote.result.none_text')}><ButtonLink href="/">{t('quote.result.start')}</ButtonLink></Empty>
        : quote.error ? <Failed error={quote.error} again={() => void quote.refetch()} /> : <Loading />}
    </>
  );
}

export function QuoteResult() {
  return (
    <Page wide title="title.quote" description="description.quote">
      <LoadedQuote />
    </Page>
  );
}
