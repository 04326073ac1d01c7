'use client';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import type { Size } from '@/shared/ui/use_size';
import { useCities, useLands, worldSide, type City, type Land } from './atlas';

/** What part of the world is seen: its centre on the plane and how many screen pixels a unit takes. */
export type View = { x: number; y: number; zoom: number };

export const zoomMax = 700;
const fineFrom = 8;
const labelsMax = 26;
const labelHeightPx = 16;

export function frameOf(view: View, size: Size) {
  const width = size.width / view.zoom;
  const height = size.height / view.zoom;
  return { left: view.x - width / 2, top: view.y - height / 2, width, height };
}

/** Keeps the view over the world and the world at least as large as the frame. */
export function within(view: View, size: Size): View {
  const zoomMin = Math.max(size.width, size.height) / worldSide;
  const zoom = Math.min(zoomMax, Math.max(zoomMin, view.zoom));
  const clamp = (centre: number, pixels: number) => {
    const half = pixels / zoom / 2;
    return Math.min(worldSide - half, Math.max(half, centre));
  };
  return { x: clamp(view.x, size.width), y: clamp(view.y, size.height), zoom };
}

/** The largest cities in the frame whose names do not cover each other. */
function labelled(cities: City[], view: View, size: Size): City[] {
  const { left, top, width, height } = frameOf(view, size);
  const shown: City[] = [];
  for (const city of cities) {
    if (city.x < left || city.x > left + width * 0.94 || city.y < top || city.y > top + height) continue;
    const covers = shown.some(
      (other) =>
        Math.abs(other.y - city.y) * view.zoom < labelHeightPx &&
        Math.abs(other.x - city.x) * view.zoom < 4 * (Math.max(other.name.length, city.name.length) + 5),
    );
    if (!covers) shown.push(city);
    if (shown.length === labelsMax) break;
  }
  return shown;
}

function touches([left, top, right, bottom]: Land['box'], frame: ReturnType<typeof frameOf>): boolean {
  return left < frame.left + frame.width && right > frame.left && top < frame.top + frame.height && bottom > frame.top;
}

function Labels({ view, size }: { view: View; size: Size }) {
  const cities = useCities();
  const later = useDeferredValue(view);
  const shown = useMemo(() => labelled(cities ?? [], later, size), [cities, later, size]);
  const pixel = 1 / view.zoom;
  return shown.map((city) => (
    <g key={`${city.name} ${city.x}`} className="map-city">
      <circle cx={city.x} cy={city.y} r={2.2 * pixel} />
      <text x={city.x + 5 * pixel} y={city.y + 4 * pixel} fontSize={11.5 * pixel}>{city.name}</text>
    </g>
  ));
}

/** Land, borders and cities as a picture; whatever stands on it comes as children in the same plane. */
export function MapPicture({ view, size, children }: { view: View; size: Size; children?: ReactNode }) {
  const coarse = useLands('110m').data;
  const fine = useLands('50m', view.zoom >= fineFrom ? 'wanted' : 'if_there').data;
  const lands = fine ?? coarse ?? [];
  const frame = frameOf(view, size);
  return (
    <svg
      className="map-picture"
      viewBox={`${frame.left} ${frame.top} ${frame.width} ${frame.height}`}
      width={size.width}
      height={size.height}
      aria-hidden="true"
      focusable="false"
    >
      <g className="map-land">
        {lands.filter((land) => touches(land.box, frame)).map((land) => <path key={land.name} d={land.d} />)}
      </g>
      <Labels view={view} size={size} />
      {children}
    </svg>
  );
}

export function MapPin({ x, y, zoom }: { x: number; y: number; zoom: number }) {
  return (
    <g className="map-pin" transform={`translate(${x} ${y}) scale(${1 / zoom})`}>
      <circle r="5" className="map-pin-shadow" />
      <path d="M0 0c-6-9-11-14-11-21a11 11 0 0 1 22 0c0 7-5 12-11 21Z" />
      <circle cy="-21" r="4.500" className="map-pin-eye" />
    </g>
  );
}
