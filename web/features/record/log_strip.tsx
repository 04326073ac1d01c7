'use client';
import { useI18n } from '@/shared/i18n/i18n';

const width = 1000;
const height = 30;

/** The whole log from its first entry to its last, and where in it the reader's own entries stand. */
export function LogStrip({ positions, size }: { positions: readonly number[]; size: number }) {
  const { t } = useI18n();
  return (
    <figure>
      <svg className="strip" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect className="strip-log" x="1" y="7" width={width - 2} height={height - 14} />
        {positions.map((position) => {
          const x = ((position + 0.5) / size) * width;
          return <path key={position} className="strip-mark" d={`M${x} 1V${height - 1}`} />;
        })}
      </svg>
      <figcaption className="hint">{t('record.strip')}</figcaption>
    </figure>
  );
}
