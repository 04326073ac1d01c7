import type { QuoteRequest } from '@/shared/api/client';
import { limitOf, numberFault, type Fault } from '@/shared/api/limits';
import { recall, remember } from '@/shared/storage';

export type PlaneForm = { area: string; tilt: string; azimuth: string; shading: string };

/** The form as typed: numbers stay text, so that a half-typed one survives a step back. */
export type QuoteForm = {
  latitude: string;
  longitude: string;
  placeName: string;
  country: string;
  planes: PlaneForm[];
  consumption: 'use' | 'bill';
  use: string;
  bill: string;
};

export type Faults = Record<string, Fault | undefined>;
export const steps = ['place', 'roof', 'consumption'] as const;
export type Step = (typeof steps)[number];

export const newPlane: PlaneForm = { area: '30', tilt: '30', azimuth: '180', shading: '5' };
export const newForm: QuoteForm = {
  latitude: '', longitude: '', placeName: '', country: '', planes: [newPlane], consumption: 'use', use: '', bill: '',
};

export const limits = {
  latitude: limitOf('POST /quotes', 'latitude'),
  longitude: limitOf('POST /quotes', 'longitude'),
  planes: limitOf('POST /quotes', 'roof_planes'),
  area: limitOf('POST /quotes', 'roof_planes[].area_m2'),
  tilt: limitOf('POST /quotes', 'roof_planes[].tilt_deg'),
  azimuth: limitOf('POST /quotes', 'roof_planes[].azimuth_deg'),
  shading: limitOf('POST /quotes', 'roof_planes[].shading'),
  use: limitOf('POST /quotes', 'yearly_use_kwh'),
  bill: limitOf('POST /quotes', 'monthly_bill_minor'),
};

/** Shading and the bill are typed in percent and in whole money; the server's limits are in fractions and minor units. */
export const shadingPercent = {
  minimum: (limits.shading.minimum ?? 0) * 100,
  maximum: Math.floor((limits.shading.maximum ?? 1) * 100),
};
export const billMajor = {
  minimum: Math.ceil((limits.bill.minimum ?? 0) / 100),
  maximum: Math.floor((limits.bill.maximum ?? Infinity) / 100),
};

export function numeric(text: string): number | undefined {
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

function placeFaults(form: QuoteForm): Faults {
  if (!form.latitude && !form.longitude) return { place: { key: 'quote.place.missing' } };
  return {
    latitude: numberFault(numeric(form.latitude), limits.latitude),
    longitude: numberFault(numeric(form.longitude), limits.longitude),
  };
}

function roofFaults(form: QuoteForm): Faults {
  return Object.fromEntries(
    form.planes.flatMap((plane, index) => [
      [`area ${index}`, numberFault(numeric(plane.area), limits.area)],
      [`tilt ${index}`, numberFault(numeric(plane.tilt), limits.tilt)],
      [`azimuth ${index}`, numberFault(numeric(plane.azimuth), limits.azimuth)],
      [`shading ${index}`, numberFault(numeric(plane.shading), shadingPercent)],
    ]),
  );
}

function consumptionFaults(form: QuoteForm): Faults {
  const country: Fault | undefined = form.country ? undefined : { key: 'quote.consumption.country_missing' };
  return form.consumption === 'use'
    ? { country, use: numberFault(numeric(form.use), limits.use) }
    : { country, bill: numberFault(numeric(form.bill), billMajor) };
}

/** What stands in the way of leaving a step; empty when nothing does. */
export function faultsOf(step: Step, form: QuoteForm): Faults {
  const all = { place: placeFaults, roof: roofFaults, consumption: consumptionFaults }[step](form);
  return Object.fromEntries(Object.entries(all).filter(([, fault]) => fault));
}

export function requestOf(form: QuoteForm): QuoteRequest {
  return {
    latitude: Number(form.latitude),
    longitude: Number(form.longitude),
    country: form.country,
    roof_planes: form.planes.map((plane) => ({
      area_m2: Number(plane.area),
      tilt_deg: Number(plane.tilt),
      azimuth_deg: Number(plane.azimuth),
      shading: Number(plane.shading) / 100,
    })),
    ...(form.consumption === 'use'
      ? { yearly_use_kwh: Number(form.use) }
      : { monthly_bill_minor: Math.round(Number(form.bill) * 100) }),
  };
}

/** Where in the form the server's field stands: its step and the name of its fault. */
export function placeOfField(field: string): { step: Step; name: string } | undefined {
  const plane = /^roof_planes\[(\d+)\]\.(area|tilt|azimuth|shading)/.exec(field);
  if (plane) return { step: 'roof', name: `${plane[2]} ${plane[1]}` };
  if (field.startsWith('roof_planes')) return { step: 'roof', name: 'planes' };
  if (field === 'latitude' || field === 'longitude') return { step: 'place', name: 'place' };
  if (field === 'country') return { step: 'consumption', name: 'country' };
  if (field === 'yearly_use_kwh') return { step: 'consumption', name: 'use' };
  if (field === 'monthly_bill_minor') return { step: 'consumption', name: 'bill' };
  return undefined;
}

const draft = 'quote_form';

function isPlane(value: unknown): value is PlaneForm {
  return typeof value === 'object' && value !== null && Object.keys(newPlane).every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}

/** The unfinished form of this tab; whatever does not look like one is dropped. */
export function recallForm(): QuoteForm {
  try {
    const kept: unknown = JSON.parse(recall('session', draft) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return newForm;
    const form = { ...newForm, ...kept };
    const texts = [form.latitude, form.longitude, form.placeName, form.country, form.use, form.bill];
    const sound = texts.every((text) => typeof text === 'string') && Array.isArray(form.planes) && form.planes.length > 0 &&
      form.planes.every(isPlane) && (form.consumption === 'use' || form.consumption === 'bill');
    return sound ? form : newForm;
  } catch {
    return newForm;
  }
}

export function rememberForm(form: QuoteForm): void {
  remember('session', draft, JSON.stringify(form));
}
