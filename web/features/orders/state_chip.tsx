'use client';
import { useStateWords } from './state_words';

export function StateChip({ state }: { state: string }) {
  const words = useStateWords();
  const kind = state === 'done' ? 'good' : state === 'cancelled' ? 'over' : state === 'on_hold' || state === 'rework' ? 'care' : 'going';
  return <span className={`chip ${kind}`}>{words.state(state)}</span>;
}
