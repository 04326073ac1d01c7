import type { OrderRequest } from '@/shared/api/client';
import { limitOf, textFault, type Fault } from '@/shared/api/limits';

export const orderFields = ['name', 'phone', 'street', 'postcode', 'city', 'country', 'note'] as const;
export type OrderField = (typeof orderFields)[number];
export type OrderFormText = Record<OrderField, string>;
export type OrderFaults = Partial<Record<OrderField | 'dates', Fault>>;

export const datesMax = limitOf('POST /orders', 'wished_dates').maxItems ?? 5;
const leadDays = 7;
const dayMs = 86_400_000;

const paths = {
  name: 'contact.name', phone: 'contact.phone', street: 'address.street', postcode: 'address.postcode',
  city: 'address.city', country: 'address.country', note: 'note',
} as const satisfies Record<OrderField, string>;

/** People write telephone numbers with spaces, dots and brackets, 00 for +, and (0) for a zero that is not dialled from abroad. */
export function phoneOf(typed: string): string {
  return typed.replace(/\(\s*0\s*\)/g, '').replace(/[\s().\-/]/g, '').replace(/^00/, '+');
}

export function firstDate(): string {
  return new Date(Date.now() + leadDays * dayMs).toISOString().slice(0, 10);
}

export function faultsOf(form: OrderFormText, dates: readonly string[]): OrderFaults {
  const found = orderFields.flatMap((field): [OrderField, Fault][] => {
    const value = field === 'phone' ? phoneOf(form.phone) : form[field].trim();
    const fault = textFault(value, limitOf('POST /orders', paths[field]));
    if (!fault) return [];
    return [[field, field === 'phone' && value !== '' ? { key: 'fault.phone' } : fault]];
  });
  if (dates.some((date) => date !== '' && date < firstDate())) return { ...Object.fromEntries(found), dates: { key: 'order_new.date_early' } };
  return Object.fromEntries(found);
}

export function requestOf(quote: string, form: OrderFormText, dates: readonly string[]): OrderRequest {
  const note = form.note.trim();
  return {
    quote,
    contact: { name: form.name.trim(), phone: phoneOf(form.phone) },
    address: { street: form.street.trim(), postcode: form.postcode.trim(), city: form.city.trim(), country: form.country },
    wished_dates: [...new Set(dates.filter(Boolean))].sort(),
    ...(note ? { note } : {}),
  };
}

/** The form's field for the server's, e.g. `contact.phone`. */
export function fieldOf(path: string): OrderField | 'dates' | undefined {
  if (path.startsWith('wished_dates')) return 'dates';
  return orderFields.find((field) => paths[field] === path);
}
