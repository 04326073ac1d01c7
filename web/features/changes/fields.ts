import { accountLimits, emailFault } from '@/features/account/fields';
import { phoneOf } from '@/features/orders/order_form';
import type { ChangeField } from '@/shared/api/client';
import { limitOf, textFault, type Fault } from '@/shared/api/limits';

/** What support can ask to change of an account, and of an order. */
export const fieldsOf = {
  account: ['name', 'email'],
  order: ['contact_name', 'contact_phone', 'street', 'postcode', 'note'],
} as const satisfies Record<string, readonly ChangeField[]>;
export type About = keyof typeof fieldsOf;

const limits = {
  name: accountLimits.name,
  contact_name: limitOf('POST /orders', 'contact.name'),
  contact_phone: limitOf('POST /orders', 'contact.phone'),
  street: limitOf('POST /orders', 'address.street'),
  postcode: limitOf('POST /orders', 'address.postcode'),
  note: limitOf('POST /orders', 'note'),
} as const;

/** What was typed, in the form that is sent. */
export function valueOf(field: ChangeField, typed: string): string {
  return field === 'contact_phone' ? phoneOf(typed) : typed.trim();
}

/** What is wrong with a new value, or undefined. */
export function changeFault(field: ChangeField, value: string): Fault | undefined {
  if (field === 'email') return emailFault(value);
  const fault = textFault(value, limits[field]);
  return fault && field === 'contact_phone' && value !== '' ? { key: 'fault.phone' } : fault;
}
