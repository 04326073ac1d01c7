'use client';
import { memo, useMemo, useState } from 'react';
import { MonthChart } from '@/features/quote/month_chart';
import { PriceTable } from '@/features/quote/price_table';
import { Problem, type Design } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { ButtonLink } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading } from '@/shared/ui/page';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { BalancePicture } from './balance_picture';
import { CashYears } from './cash_years';
import { Controls, faultsOf } from './controls';
import { DayChart } from './day_chart';
import { DesignFigures } from './design_figures';
import { RoofDrawing } from './roof_drawing';
import { useDesign } from './use_design';
import { WaterfallChart } from './waterfall_chart';
import { noWishes, requestOf, type Home, type Wishes } from './wishes';

/** Drawn anew for a new design, not while a slider moves. */
const Pictures = memo(function Pictures({ design }: { design: Design }) {
  const { t } = useI18n();
  return (
    <div className="design-pictures">
      <section className="card" aria-labelledby="roof">
        <h2 id="roof">{t('design.roof')}</h2>
        <RoofDrawing design={design} />
      </section>
      <section className="card" aria-labelledby="months">
        <h2 id="months">{t('quote.result.months')}</h2>
        <MonthChart
          monthly={design.monthly_kwh}
          low={design.monthly_kwh_p90}
          high={design.monthly_kwh.map((kwh, month) => 2 * kwh - (design.monthly_kwh_p90[month] ?? kwh))}
          band={t('design.band')}
          yearlyUse={design.balance.used_kwh}
        />
      </section>
      <section className="card" aria-labelledby="day">
        <h2 id="day">{t('design.day')}</h2>
        <DayChart produced={design.produced_kw} used={design.used_kw} />
      </section>
      <section className="card" aria-labelledby="balance">
        <h2 id="balance">{t('design.balance')}</h2>
        <BalancePicture balance={design.balance} />
      </section>
      <section className="card" aria-labelledby="losses">
        <h2 id="losses">{t('design.losses')}</h2>
        <WaterfallChart waterfall={design.waterfall} left={design.annual_kwh} />
      </section>
      <section className="card" aria-labelledby="cash">
        <h2 id="cash">{t('quote.result.cash')}</h2>
        <CashYears design={design} />
      </section>
      <section className="card price-card" aria-labelledby="price">
        <h2 id="price">{t('design.price')}</h2>
        <PriceTable price={design.price} />
        <p className="hint">{t('design.estimate')}</p>
      </section>
    </div>
  );
});

/** A system that follows the reader's hand. */
export function Designer({ home, quote }: { home: Home; quote?: string }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const words = useWords();
  const [wishes, setWishes] = useState<Wishes>(noWishes);
  const [choices, setChoices] = useState<Design['choices']>();
  const faulty = Object.values(faultsOf(wishes, choices)).some(Boolean);
  const [sound, setSound] = useState(wishes);
  if (!faulty && sound !== wishes) setSound(wishes);
  const request = useMemo(() => requestOf(home, sound), [home, sound]);
  const { design, error, settled, again } = useDesign(request);
  if (design && design.choices !== choices) setChoices(design.choices);
  // Use, battery and tariff are held within what is sold before they are sent: what is left is the number of panels.
  const ofPanels = sound.modules !== undefined && error instanceof Problem && error.status === 422;
  if (!design)
    return (
      <>
        <Heading>{t('title.design')}</Heading>
        {error instanceof Error ? <Failed error={error} again={again} /> : <Loading />}
      </>
    );
  return (
    <>
      <header className="result-head">
        <p className="eyebrow"><Icon name="pin" />{t('quote.result.near', { place: design.place.nearest, country: format.country(design.place.country) })}</p>
        <Heading>{t('title.design')}</Heading>
        <p className="lead">{t('design.lead')}</p>
      </header>
      <div className="designer">
        <section className="card design-hand" aria-label={t('design.controls')}>
          <Controls design={design} wishes={wishes} refused={ofPanels ? words.problem(error) : undefined} change={(part) => setWishes((held) => ({ ...held, ...part }))} />
          <Refused error={ofPanels ? null : error} />
          <p className="visually-hidden" role="status">
            {settled && t('design.told', { modules: count('quote.result.panels', design.modules), kwh: format.number(design.annual_kwh), price: format.money(design.price.total), net: format.money(design.net_25_years) })}
          </p>
          <ButtonLink look="secondary" href={quote ? `/quote?id=${quote}` : '/?step=consumption'}><Icon name="back" />{t(quote ? 'design.back_to_quote' : 'design.back_to_form')}</ButtonLink>
        </section>
        <DesignFigures design={design} />
        <Pictures design={design} />
      </div>
    </>
  );
}
