import type { DesignRequest, Quote } from '@/shared/api/client';
import { limitOf } from '@/shared/api/limits';

/** A roof and its household: what stays the same while its system is designed. */
export type Home = Omit<DesignRequest, 'modules' | 'battery_kwh' | 'tariff'>;

/** What the reader has chosen so far; the rest is as it pays best. Numbers are kept as typed. */
export type Wishes = { modules?: string; use?: string; battery?: number; tariff: NonNullable<DesignRequest['tariff']> };
export const noWishes: Wishes = { tariff: 'flat' };

export const useLimit = limitOf('POST /designs', 'yearly_use_kwh');

export function homeOfQuote({ place, roof_planes, yearly_use_kwh }: Quote): Home {
  return {
    latitude: place.latitude,
    longitude: place.longitude,
    roof_planes: roof_planes.map(({ area_m2, tilt_deg, azimuth_deg, shading }) => ({ area_m2, tilt_deg, azimuth_deg, shading })),
    yearly_use_kwh,
  };
}

export function requestOf(home: Home, { modules, use, battery, tariff }: Wishes): DesignRequest {
  const { yearly_use_kwh, monthly_bill_minor, ...rest } = home;
  return {
    ...rest,
    ...(use === undefined ? { yearly_use_kwh, monthly_bill_minor } : { yearly_use_kwh: Number(use) }),
    modules: modules === undefined ? undefined : Number(modules),
    battery_kwh: battery,
    tariff,
  };
}
