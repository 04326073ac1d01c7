'use client';
import { useQuery } from '@tanstack/react-query';
import { geoBounds, geoContains, geoMercator, geoPath, type ExtendedFeature } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** The map is a Mercator square of this side; Mercator ends at this latitude. */
export const worldSide = 1000;
export const latitudeMax = 85;

export type Position = { latitude: number; longitude: number };
export type Land = { name: string; d: string; box: [left: number, top: number, right: number, bottom: number]; shape: ExtendedFeature };
export type City = { name: string; x: number; y: number; thousands: number };
type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

const projection = geoMercator().scale(worldSide / (2 * Math.PI)).translate([worldSide / 2, worldSide / 2]);
const draw = geoPath(projection).digits(3);

export function toPlane({ latitude, longitude }: Position): [number, number] {
  const shown = Math.min(latitudeMax, Math.max(-latitudeMax, latitude));
  return projection([longitude, shown]) ?? [worldSide / 2, worldSide / 2];
}

export function fromPlane(x: number, y: number): Position {
  const [longitude, latitude] = projection.invert?.([x, y]) ?? [0, 0];
  return { latitude: Number(latitude.toFixed(4)), longitude: Number(longitude.toFixed(4)) };
}

/** Mercator plane units per kilometre at a latitude (equatorial radius 6378.137 km, WGS 84). */
export function unitsPerKm(latitude: number): number {
  return worldSide / (2 * Math.PI * 6378.137 * Math.cos((latitude * Math.PI) / 180));
}

async function fetchJson<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`map data: ${answer.status}`);
  return (await answer.json()) as T;
}

async function loadLands(scale: '110m' | '50m'): Promise<Land[]> {
  const world = await fetchJson<Countries>(`/map/countries-${scale}.json`);
  return feature(world, world.objects.countries).features.flatMap((shape) => {
    const d = draw(shape);
    if (!d) return [];
    const [[left, top], [right, bottom]] = draw.bounds(shape);
    return [{ name: shape.properties.name, d, box: [left, top, right, bottom], shape }];
  });
}

async function loadCities(): Promise<City[]> {
  const cities = await fetchJson<[string, number, number, number][]>('/map/cities.json');
  return cities.map(([name, longitude, latitude, thousands]) => {
    const [x, y] = toPlane({ latitude, longitude });
    return { name, x, y, thousands };
  });
}

const forever = { staleTime: Infinity, gcTime: Infinity };

/** Outlines, once they are there; those that are not `wanted` are not fetched, but used where another part has them. */
export function useLands(scale: '110m' | '50m', wanted: 'wanted' | 'if_there' = 'wanted') {
  return useQuery({ queryKey: ['lands', scale], queryFn: () => loadLands(scale), enabled: wanted === 'wanted', ...forever });
}

export function useCities() {
  return useQuery({ queryKey: ['cities'], queryFn: loadCities, ...forever }).data;
}

/** The English name of the country at a position, or undefined at sea. */
export function countryAt(lands: Land[], { latitude, longitude }: Position): string | undefined {
  const near = ({ shape }: Land) => {
    const [[west, south], [east, north]] = geoBounds(shape);
    return latitude >= south && latitude <= north && (west > east || (longitude >= west && longitude <= east));
  };
  return lands.find((land) => near(land) && geoContains(land.shape, [longitude, latitude]))?.name;
}

/** Great-circle distance in kilometres on a sphere of the Earth's mean radius, 6371.0088 km (IUGG). */
export function distanceKm(a: Position, b: Position): number {
  const radians = Math.PI / 180;
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2;
  const h =
    haversine((b.latitude - a.latitude) * radians) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * haversine((b.longitude - a.longitude) * radians);
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(h)));
}
