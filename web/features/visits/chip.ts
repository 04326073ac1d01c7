import type { CrewStop } from '@/shared/api/client';

/** The look of a visit's state. */
export function chipOf(state: CrewStop['state']): string {
  return state === 'done' ? 'good' : state === 'gone' ? 'over' : state === 'planned' || state === 'told' ? 'plain' : 'going';
}
