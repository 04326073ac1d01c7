'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { SliderField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { limits, newPlane, numeric, shadingPercent, type Faults, type PlaneForm, type QuoteForm } from './form';
import { Compass, SideView } from './roof_picture';
import { windOf } from './wind';

const usualAreaMax = 150;

type PlaneProps = {
  index: number;
  plane: PlaneForm;
  faults: Faults;
  onChange: (part: Partial<PlaneForm>) => void;
  onRemove?: () => void;
};

function PlaneCard({ index, plane, faults, onChange, onRemove }: PlaneProps) {
  const { t } = useI18n();
  const words = useWords();
  const azimuth = numeric(plane.azimuth) ?? 0;
  const tilt = numeric(plane.tilt) ?? 0;
  const wind = t(`wind.${windOf(azimuth)}`);
  return (
    <fieldset className="plane">
      <legend>{t('quote.roof.plane', { n: index + 1 })}</legend>
      {onRemove && (
        <button type="button" className="button quiet remove" aria-label={t('quote.roof.remove_named', { n: index + 1 })} onClick={onRemove}>
          <Icon name="cross" />{t('quote.roof.remove')}
        </button>
      )}
      <div className="plane-pictures" role="img" aria-label={t('quote.roof.picture', { tilt, azimuth, wind })}>
        <figure><Compass azimuth={azimuth} onTurn={(turned) => onChange({ azimuth: String(turned) })} /><figcaption>{t('quote.roof.faces', { wind })}</figcaption></figure>
        <figure><SideView tilt={tilt} /><figcaption>{t('quote.roof.from_side')}</figcaption></figure>
      </div>
      <div className="plane-fields">
        <SliderField label={t('quote.roof.area')} hint={t('quote.roof.area_hint')} unit="m²" value={plane.area} min={limits.area.minimum ?? 1} max={usualAreaMax} step={1}
          fault={words.fault(faults[`area ${index}`])} onText={(area) => onChange({ area })} />
        <SliderField label={t('quote.roof.azimuth')} unit="°" value={plane.azimuth} min={0} max={355} step={5} spoken={`${plane.azimuth}°, ${wind}`}
          fault={words.fault(faults[`azimuth ${index}`])} onText={(value) => onChange({ azimuth: value })} />
        <SliderField label={t('quote.roof.tilt')} unit="°" value={plane.tilt} min={0} max={limits.tilt.maximum ?? 90} step={1}
          fault={words.fault(faults[`tilt ${index}`])} onText={(value) => onChange({ tilt: value })} />
        <SliderField label={t('quote.roof.shading')} hint={t('quote.roof.shading_hint')} unit="%" value={plane.shading} min={0} max={shadingPercent.maximum} step={1}
          fault={words.fault(faults[`shading ${index}`])} onText={(shading) => onChange({ shading })} />
      </div>
    </fieldset>
  );
}

export function RoofStep({ form, faults, change }: { form: QuoteForm; faults: Faults; change: (part: Partial<QuoteForm>) => void }) {
  const { t } = useI18n();
  const words = useWords();
  const planes = form.planes;
  const most = limits.planes.maxItems ?? 8;
  return (
    <>
      {planes.map((plane, index) => (
        <PlaneCard
          key={index}
          index={index}
          plane={plane}
          faults={faults}
          onChange={(part) => change({ planes: planes.map((held, at) => (at === index ? { ...held, ...part } : held)) })}
          onRemove={planes.length > 1 ? () => change({ planes: planes.filter((_, at) => at !== index) }) : undefined}
        />
      ))}
      {faults.planes && <p className="fault">{words.fault(faults.planes)}</p>}
      {planes.length < most && (
        <button type="button" className="button secondary add" onClick={() => change({ planes: [...planes, { ...newPlane, azimuth: planes[0]?.azimuth === '90' ? '270' : '90' }] })}>
          <Icon name="plus" />{t('quote.roof.add')}
        </button>
      )}
    </>
  );
}
