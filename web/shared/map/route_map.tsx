'use client';
import { useMemo } from 'react';
import { useFormat } from '@/shared/i18n/format';
import { useSize, type Size } from '@/shared/ui/use_size';
import { toPlane, unitsPerKm, worldSide, type Position } from './atlas';
import { MapPicture, within, type View } from './map_view';

export type RouteStop = Position & { id: string; name: string; status: 'done' | 'now' | 'ahead' };
export type Route = { id: string; home: Position; stops: readonly RouteStop[] };

const marginPx = 46;
const closestZoom = 560;
const pinPx = 15;
const scalePxMax = 110;

type Point = readonly [number, number];

/** The view that has all points in it, with room for their pins. */
function viewOf(points: readonly Point[], size: Size): View {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const fit = (pixels: number, units: number) => (units > 0 ? Math.max(40, pixels - 2 * marginPx) / units : closestZoom);
  const zoom = Math.min(closestZoom, fit(size.width, right - left), fit(size.height, bottom - top));
  return within({ x: (left + right) / 2, y: (top + bottom) / 2, zoom }, size);
}

/** Houses of one town have one place here: their pins stand beside each other, in the order of the day. */
function apart(points: readonly Point[], zoom: number): Point[] {
  const gap = (2 * pinPx + 3) / zoom;
  const placed: Point[] = [];
  for (const [x, y] of points) {
    let spot: Point = [x, y];
    for (let tries = 0; tries < points.length && placed.some(([px, py]) => Math.hypot(px - spot[0], py - spot[1]) < gap * 0.9); ++tries) spot = [spot[0] + gap, y];
    placed.push(spot);
  }
  return placed;
}

function Scale({ view, size }: { view: View; size: Size }) {
  const format = useFormat();
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * view.y) / worldSide))) * 180) / Math.PI;
  const pxPerKm = unitsPerKm(latitude) * view.zoom;
  const power = 10 ** Math.floor(Math.log10(scalePxMax / pxPerKm));
  const km = ([5, 2, 1].find((factor) => factor * power * pxPerKm <= scalePxMax) ?? 1) * power;
  const pixel = 1 / view.zoom;
  const [x, y] = [view.x - (size.width / 2 - 14) * pixel, view.y + (size.height / 2 - 14) * pixel];
  return (
    <g className="map-scale" transform={`translate(${x} ${y}) scale(${pixel})`}>
      <path d={`M0 -6V0H${km * pxPerKm}V-6`} />
      <text x={km * pxPerKm + 6} y={1}>{format.number(km, 1)} km</text>
    </g>
  );
}

function Line({ route, look }: { route: Route; look: 'chosen' | 'other' }) {
  const points = [route.home, ...route.stops, route.home].map(toPlane);
  const d = `M${points.map((point) => point.join(' ')).join('L')}`;
  return <>{look === 'chosen' && <path className="route-casing" d={d} />}<path className={`route-line ${look}`} d={d} /></>;
}

function Pins({ route, zoom }: { route: Route; zoom: number }) {
  const [homeX, homeY] = toPlane(route.home);
  const spots = apart(route.stops.map(toPlane), zoom);
  return (
    <>
      <g className="route-home" transform={`translate(${homeX} ${homeY}) scale(${1 / zoom})`}>
        <circle r="13" />
        <path d="M-6 0 0-5.500 6 0M-4-1.500V5.500H4V-1.500" />
      </g>
      {route.stops.map((stop, index) => {
        const [x, y] = spots[index] ?? [homeX, homeY];
        return (
          <g key={stop.id} className={`route-pin ${stop.status}`} transform={`translate(${x} ${y}) scale(${1 / zoom})`}>
            {stop.status === 'now' && <circle r={pinPx + 7} className="route-halo" />}
            <circle r={pinPx} />
            {stop.status === 'done' ? <path d="m-6 .5 4 4 8-8.500" /> : <text y="5">{index + 1}</text>}
          </g>
        );
      })}
    </>
  );
}

type Props = { route: Route; others?: readonly Route[]; waiting?: readonly Position[]; label: string };

/**
 * A day's way from home over its stops and back, as straight lines: which roads are taken is not known here. What it
 * shows stands in words beside it as well.
 */
export function RouteMap({ route, others = [], waiting = [], label }: Props) {
  const [size, measure] = useSize();
  const view = useMemo(() => size && viewOf([route.home, ...route.stops].map(toPlane), size), [route, size]);
  return (
    <div ref={measure} className="route-map" role="img" aria-label={label}>
      {size && view && (
        <MapPicture view={view} size={size}>
          {others.map((other) => <Line key={other.id} route={other} look="other" />)}
          {waiting.map((position, index) => {
            const [x, y] = toPlane(position);
            return <circle key={index} className="route-waiting" cx={x} cy={y} r={6 / view.zoom} />;
          })}
          <Line route={route} look="chosen" />
          <Pins route={route} zoom={view.zoom} />
          <Scale view={view} size={size} />
        </MapPicture>
      )}
    </div>
  );
}
