import type { Order } from '@/shared/api/client';

export type State = Order['state'];

/** The stages a customer sees, each with the states it gathers, in the order of a smooth job. */
export const stages = [
  { key: 'matching', states: ['placed', 'matching', 'offered'] },
  { key: 'survey', states: ['matched', 'survey'] },
  { key: 'design', states: ['design', 'customer_approval'] },
  { key: 'permits', states: ['permit', 'interconnection'] },
  { key: 'installation', states: ['scheduled', 'installing', 'installed'] },
  { key: 'inspection', states: ['inspection', 'rework', 'permission_to_operate'] },
  { key: 'power', states: ['done'] },
] as const satisfies readonly { key: string; states: readonly State[] }[];

/** The stage of a state; -1 for those that stand outside of the way (on hold, cancelled). */
export function stageOf(state: string): number {
  return stages.findIndex(({ states }) => (states as readonly string[]).includes(state));
}

export function finished(state: string): boolean {
  return state === 'done' || state === 'cancelled';
}
