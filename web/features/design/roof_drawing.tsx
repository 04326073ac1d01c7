'use client';
import type { Design } from '@/shared/api/client';
import { windOf } from '@/features/quote/wind';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

type Plane = Design['planes'][number];
type Strings = Design['strings'];

/** Metres around a plane that the drawing shows. */
const margin = 0.25;

function PlaneDrawing({ plane, index, widest, strings }: { plane: Plane; index: number; widest: number; strings: Strings }) {
  const { t } = useI18n();
  const format = useFormat();
  const metres = { width: format.number(plane.width_m, 1), height: format.number(plane.height_m, 1) };
  const wired = strings.filter((input) => input.plane === index + 1)
    .map(({ inverter, strings: side, modules_each }) => t('design.string', { inverter, strings: side, modules: modules_each })).join('; ');
  return (
    <figure className="roof-plane">
      <svg viewBox={`${-margin} ${-margin} ${widest + 2 * margin} ${plane.height_m + 2 * margin}`} preserveAspectRatio="xMinYMid" role="img"
        aria-label={t('design.plane_label', { n: index + 1, modules: plane.modules.length, most: plane.modules_max, ...metres })}>
        <rect className="roof-outline" width={plane.width_m} height={plane.height_m} rx="0.08" />
        {plane.modules.map((module) => (
          <rect key={`${module.x_m} ${module.y_m}`} className="roof-module" x={module.x_m} y={plane.height_m - module.y_m - module.height_m} width={module.width_m} height={module.height_m} rx="0.04" />
        ))}
      </svg>
      <figcaption>
        <strong>{t('quote.roof.plane', { n: index + 1 })}</strong>{' '}
        {t('design.plane', { wind: t(`wind.${windOf(plane.azimuth_deg)}`), tilt: format.number(plane.tilt_deg), ...metres })}
        <br />
        {plane.modules.length === 0 ? t('design.plane_empty', { most: plane.modules_max })
          : t('design.plane_full', { modules: plane.modules.length, most: plane.modules_max, kw: format.number(plane.dc_kw, 1), kwh: format.number(plane.kwh_per_kw) })}
        {wired && <><br />{wired}</>}
      </figcaption>
    </figure>
  );
}

/** Each side of the roof seen from outside, its eave below, with its modules; all to one scale where there is room. */
export function RoofDrawing({ design }: { design: Design }) {
  const widest = Math.max(...design.planes.map(({ width_m }) => width_m));
  return (
    <div className="roof-planes">
      {design.planes.map((plane, index) => <PlaneDrawing key={index} plane={plane} index={index} widest={widest} strings={design.strings} />)}
    </div>
  );
}
