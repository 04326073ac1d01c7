'use client';
import type { PointerEvent } from 'react';
import { useI18n } from '@/shared/i18n/i18n';

const radians = Math.PI / 180;

/** The roof from above: the panel's arrow points where its sun comes from. A click turns it. */
export function Compass({ azimuth, onTurn }: { azimuth: number; onTurn?: (azimuth: number) => void }) {
  const { t } = useI18n();
  const turn = (event: PointerEvent<SVGSVGElement>) => {
    if (!onTurn || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left - box.width / 2;
    const y = event.clientY - box.top - box.height / 2;
    onTurn((Math.round(Math.atan2(x, -y) / radians / 5) * 5 + 360) % 360);
  };
  const letters = [[0, -82, t('compass.n')], [82, 0, t('compass.e')], [0, 82, t('compass.s')], [-82, 0, t('compass.w')]] as const;
  return (
    <svg className={onTurn ? 'compass turnable' : 'compass'} viewBox="-100 -100 200 200" aria-hidden="true" focusable="false" onPointerDown={turn} onPointerMove={turn}>
      <circle r="96" className="compass-ring" />
      {Array.from({ length: 24 }, (_, index) => (
        <line key={index} y1={-70} y2={index % 6 === 0 ? -62 : -66} className="compass-tick" transform={`rotate(${index * 15})`} />
      ))}
      {letters.map(([x, y, letter]) => <text key={`${x} ${y}`} x={x} y={y} className="compass-letter">{letter}</text>)}
      <g transform={`rotate(${azimuth})`}>
        <rect x="-34" y="-24" width="68" height="48" rx="4" className="panel" />
        <path d="M-34 0h68M-11 -24v48M11 -24v48" className="panel-lines" />
        <path d="M0 -30V-56M-9 -48L0 -58L9 -48" className="compass-arrow" />
      </g>
    </svg>
  );
}

/** The roof from the side, with its tilt. */
export function SideView({ tilt }: { tilt: number }) {
  const shown = Math.min(90, Math.max(0, tilt));
  const length = 92;
  const end = { x: 42 + length * Math.cos(shown * radians), y: 122 - length * Math.sin(shown * radians) };
  const arc = { x: 42 + 34 * Math.cos(shown * radians), y: 122 - 34 * Math.sin(shown * radians) };
  return (
    <svg className="side-view" viewBox="8 14 160 172" aria-hidden="true" focusable="false">
      <circle cx="34" cy="38" r="15" className="picture-sun" />
      <path d={`M42 122H${Math.max(60, end.x)}V178H42Z`} className="house" />
      <path d={`M42 122L${end.x} ${end.y}L${end.x} 122Z`} className="house" />
      <path d="M10 178H190" className="ground" />
      <path d={`M42 122L${end.x} ${end.y}`} className="roof-line" />
      <g transform={`translate(42 122) rotate(${-shown})`}>
        <rect x="8" y="-11" width={length - 16} height="7" rx="2" className="panel" />
      </g>
      <path d={`M42 122H84M76 122A34 34 0 0 0 ${arc.x} ${arc.y}`} className="angle" />
      <text x="92" y="146" className="angle-text">{`${Math.round(shown)}°`}</text>
    </svg>
  );
}
