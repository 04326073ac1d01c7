'use client';
import { toPlane, unitsPerKm, type Position } from './atlas';
import { MapPicture, MapPin, within } from './map_view';
import { useSize } from '@/shared/ui/use_size';

/** A still map around a place: a pin there and, for a crew, a circle of its area around its base. */
export function SpotMap({ spot, base, radiusKm, label }: { spot?: Position; base?: Position; radiusKm: number; label: string }) {
  const [size, measure] = useSize();
  const centre = base ?? spot;
  if (!centre) return null;
  const [x, y] = toPlane(centre);
  const radius = radiusKm * unitsPerKm(centre.latitude);
  const view = size && within({ x, y, zoom: Math.min(size.width, size.height) / (2.4 * radius) }, size);
  const pin = spot && toPlane(spot);
  return (
    <div ref={measure} className="spot-map" role="img" aria-label={label}>
      {size && view && (
        <MapPicture view={view} size={size}>
          {base && <circle className="map-area" cx={x} cy={y} r={radius} />}
          {base && <circle className="map-base" cx={x} cy={y} r={5 / view.zoom} />}
          {pin && <MapPin x={pin[0]} y={pin[1]} zoom={view.zoom} />}
        </MapPicture>
      )}
    </div>
  );
}
