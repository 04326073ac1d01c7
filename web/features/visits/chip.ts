import type { VisitState } from '@/shared/api/client';

/** The look of a visit's state. */
export function chipOf(state: VisitState): string {
  return state === 'done' ? 'good' : state === 'gone' ? 'over' : state === 'planned' || state === 'told' ? 'plain' : 'going';
}
