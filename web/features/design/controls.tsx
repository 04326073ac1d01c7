'use client';
import { numeric } from '@/features/quote/form';
import type { Design } from '@/shared/api/client';
import { numberFault, type Fault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Choice, SliderField, StepSlider } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { useLimit, type Wishes } from './wishes';

type Choices = Design['choices'];

function modulesFault(text: string, { modules_min, modules_max }: Choices): Fault | undefined {
  return Number.isInteger(numeric(text)) ? numberFault(numeric(text), { minimum: modules_min, maximum: modules_max }) : { key: 'fault.number' };
}

/** What is wrong with what is typed; nothing where it can be asked for. */
export function faultsOf({ modules, use }: Wishes, choices?: Choices): { modules?: Fault; use?: Fault } {
  return {
    modules: modules === undefined || !choices ? undefined : modulesFault(modules, choices),
    use: use === undefined ? undefined : numberFault(numeric(use), useLimit),
  };
}

const usualUseMax = 20_000;

type Props = {
  design: Design;
  wishes: Wishes;
  /** What the server said of the number of panels. */
  refused?: string;
  change: (part: Partial<Wishes>) => void;
};

export function Controls({ design, wishes, refused, change }: Props) {
  const { t, count } = useI18n();
  const format = useFormat();
  const words = useWords();
  const { choices } = design;
  const faults = faultsOf(wishes, choices);
  const batteries = [undefined, ...choices.batteries.map(({ capacity_kwh }) => capacity_kwh)];
  const modules = wishes.modules ?? String(design.modules);
  return (
    <form className="design-controls" onSubmit={(event) => event.preventDefault()}>
      <SliderField label={t('design.modules')} hint={t('design.modules_hint', { most: choices.modules_max })} unit="" value={modules} min={choices.modules_min} max={choices.modules_max} step={1}
        spoken={faults.modules ? modules : count('quote.result.panels', Number(modules))} fault={words.fault(faults.modules) ?? refused} onText={(text) => change({ modules: text })} />
      <Button look="quiet" onClick={() => change({ modules: undefined })}><Icon name="star" />{t('design.best')}</Button>
      <StepSlider label={t('design.battery')} texts={batteries.map((kwh) => (kwh === undefined ? t('design.no_battery') : `${format.number(kwh, 1)} kWh`))}
        chosen={Math.max(0, batteries.indexOf(wishes.battery))} onChoose={(index) => change({ battery: batteries[index] })} />
      <SliderField label={t('quote.consumption.use_label')} unit="kWh" value={wishes.use ?? String(Math.round(design.balance.used_kwh))} min={500} max={usualUseMax} step={100}
        fault={words.fault(faults.use)} onText={(use) => change({ use })} />
      {choices.tariffs.length > 1 && (
        <Choice label={t('design.tariff')} value={wishes.tariff} onChoose={(tariff) => change({ tariff })}
          options={[{ value: 'flat', text: t('design.flat') }, { value: 'time_of_use', text: t('design.time_of_use') }] as const} />
      )}
    </form>
  );
}
