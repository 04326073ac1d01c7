'use client';
import type { Design } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

type Part = { name: 'home' | 'grid' | 'lost'; kwh: number; text: string };

/** Parts of a sum, one after the other. */
function Bar({ title, parts }: { title: string; parts: Part[] }) {
  const sum = Math.max(1, parts.reduce((all, { kwh }) => all + kwh, 0));
  const ends = parts.map((_, index) => parts.slice(0, index + 1).reduce((all, { kwh }) => all + kwh, 0));
  return (
    <div className="balance">
      <h3>{title}</h3>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {parts.map(({ name, kwh }, index) => <rect key={name} className={`split-${name}`} x={(100 * ((ends[index] ?? kwh) - kwh)) / sum} width={(100 * kwh) / sum} height="6" />)}
      </svg>
      <ul>{parts.map(({ name, text }) => <li key={name}><span className={`key key-${name}`}>{text}</span></li>)}</ul>
    </div>
  );
}

/** Where the sun's power goes, and where the home's comes from. */
export function BalancePicture({ balance }: { balance: Design['balance'] }) {
  const { t } = useI18n();
  const format = useFormat();
  const told = (kwh: number, of: number) => ({ kwh: format.number(kwh), percent: format.percent(kwh / Math.max(1, of)) });
  const { produced_kwh: made, used_kwh: used, self_used_kwh: own, imported_kwh: bought, exported_kwh: given, lost_kwh: lost } = balance;
  const kept = Math.max(0, made - given - lost);
  return (
    <>
      <Bar title={t('design.sun_goes')} parts={[
        { name: 'home', kwh: kept, text: t('design.to_home', told(kept, made)) },
        { name: 'grid', kwh: given, text: t('design.to_grid', told(given, made)) },
        ...(lost > 0 ? [{ name: 'lost' as const, kwh: lost, text: t('design.in_battery', told(lost, made)) }] : []),
      ]} />
      <Bar title={t('design.home_takes')} parts={[
        { name: 'home', kwh: Math.max(0, own), text: t('design.from_sun', told(Math.max(0, own), used)) },
        { name: 'grid', kwh: bought, text: t('design.from_grid', told(bought, used)) },
      ]} />
    </>
  );
}
