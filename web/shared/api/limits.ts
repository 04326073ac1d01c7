import { limits } from '@/generated/limits';
import type { MessageKey } from '@/shared/i18n/i18n';

type Limits = typeof limits;
type Limit = {
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
};

/** The server's own limits of one member of a body or a query, e.g. `('POST /quotes', 'latitude')`. */
export function limitOf<O extends keyof Limits>(operation: O, member: keyof Limits[O]): Limit {
  return limits[operation][member] as Limit;
}

export type Fault = { key: MessageKey; values?: Record<string, string | number> };

/** What is wrong with a number, or undefined. An absent number is `required`. */
export function numberFault(value: number | undefined, limit: Limit): Fault | undefined {
  if (value === undefined || !Number.isFinite(value)) return { key: 'fault.number' };
  const low = limit.minimum ?? limit.exclusiveMinimum;
  const high = limit.maximum ?? limit.exclusiveMaximum;
  const outside =
    (limit.minimum !== undefined && value < limit.minimum) ||
    (limit.maximum !== undefined && value > limit.maximum) ||
    (limit.exclusiveMinimum !== undefined && value <= limit.exclusiveMinimum) ||
    (limit.exclusiveMaximum !== undefined && value >= limit.exclusiveMaximum);
  return outside ? { key: 'fault.range', values: { low: low ?? '', high: high ?? '' } } : undefined;
}

/** What is wrong with a text, or undefined; lengths count code points as the server does. */
export function textFault(value: string, limit: Limit): Fault | undefined {
  const length = [...value].length;
  if (length === 0 && (limit.minLength ?? 0) > 0) return { key: 'fault.required' };
  if (length < (limit.minLength ?? 0)) return { key: 'fault.short', values: { least: limit.minLength ?? 0 } };
  if (length > (limit.maxLength ?? Infinity)) return { key: 'fault.long', values: { most: limit.maxLength ?? 0 } };
  if (limit.pattern && !new RegExp(limit.pattern, 'u').test(value)) return { key: 'fault.shape' };
  return undefined;
}

/** What is wrong with an id of ours (a UUID of version 7), or undefined. */
export function idFault(id: string): Fault | undefined {
  if (id === '') return { key: 'fault.required' };
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id) ? undefined : { key: 'fault.shape' };
}
