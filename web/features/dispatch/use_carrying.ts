'use client';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { BoardCrew, BoardStop } from '@/shared/api/client';
import { slotAt, slotBeside, slotOf, type Axis, type Slot } from './slots';

/** A visit that is being carried over the board, and where it would land. */
export type Carried = { visit: string; slot: Slot; by: 'pointer' | 'keyboard' };

const dragPx = 5;
/** What is of today or before is in its crew's hands, and what was begun as well. */
export function movable({ state }: BoardStop, day: string, today: string): boolean {
  return day > today && (state === 'planned' || state === 'told');
}

type Handlers = { onDrop: (stop: BoardStop, slot: Slot) => void; onOpen: (stop: BoardStop, crew: BoardCrew) => void };

/** The track under a pointer, and the time of day there. */
function underPointer(event: PointerEvent, crews: readonly BoardCrew[], axis: Axis) {
  const track = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-crew]');
  const crew = track && crews.find((one) => one.crew === track.dataset.crew);
  if (!crew) return undefined;
  const box = track.getBoundingClientRect();
  return { crew, minute: axis.from + ((event.clientX - box.left) / Math.max(1, box.width)) * (axis.to - axis.from) };
}

/**
 * Carrying a visit to another place: by mouse or pen where it is dragged; by keyboard, Space takes it up, arrows move
 * it, Enter or Space puts it down and Escape leaves it where it was. A finger scrolls; it taps a visit for the same.
 */
export function useCarrying(crews: readonly BoardCrew[], day: string, today: string, axis: Axis, { onDrop, onOpen }: Handlers) {
  const [carried, setCarried] = useState<Carried>();
  const [pressed, setPressed] = useState<{ visit: string; x: number; y: number }>();

  const drop = (stop: BoardStop, crew: BoardCrew, slot: Slot) => {
    setCarried(undefined);
    const from = slotOf(crew, stop.visit);
    if (slot.crew !== from.crew || slot.before !== from.before) onDrop(stop, slot);
  };
  const onKeyDown = (event: KeyboardEvent, stop: BoardStop, crew: BoardCrew) => {
    const held = carried?.visit === stop.visit ? carried : undefined;
    const at = crews.findIndex((one) => one.crew === (held?.slot.crew ?? crew.crew));
    const step = (rows: number, places: number) => {
      const target = crews[Math.min(crews.length - 1, Math.max(0, at + rows))];
      if (!held || !target) return;
      setCarried({ ...held, slot: slotBeside(target, stop.visit, rows === 0 ? held.slot.before : null, places) });
    };
    const keys: Record<string, (() => void) | undefined> = held
      ? {
          ArrowUp: () => step(-1, 0),
          ArrowDown: () => step(1, 0),
          ArrowLeft: () => step(0, -1),
          ArrowRight: () => step(0, 1),
          Enter: () => drop(stop, crew, held.slot),
          ' ': () => drop(stop, crew, held.slot),
          Escape: () => setCarried(undefined),
        }
      : {
          Enter: () => onOpen(stop, crew),
          ' ': () => (movable(stop, day, today) ? setCarried({ visit: stop.visit, slot: slotOf(crew, stop.visit), by: 'keyboard' }) : onOpen(stop, crew)),
        };
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const handlersOf = (stop: BoardStop, crew: BoardCrew) => ({
    onKeyDown: (event: KeyboardEvent) => onKeyDown(event, stop, crew),
    // What is carried by keyboard goes back where it was when the focus goes elsewhere.
    onBlur: () => setCarried((held) => (held?.by === 'keyboard' && held.visit === stop.visit ? undefined : held)),
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      setPressed({ visit: stop.visit, x: event.clientX, y: event.clientY });
      if (event.pointerType !== 'touch' && movable(stop, day, today)) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      if (pressed?.visit !== stop.visit || event.pointerType === 'touch' || !movable(stop, day, today)) return;
      if (!carried && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) <= dragPx) return;
      const under = underPointer(event, crews, axis);
      const slot = under ? slotAt(under.crew, stop.visit, day, under.minute) : slotOf(crew, stop.visit);
      setCarried({ visit: stop.visit, slot, by: 'pointer' });
    },
    onPointerUp: () => {
      if (pressed?.visit !== stop.visit) return;
      setPressed(undefined);
      if (carried?.by === 'pointer') drop(stop, crew, carried.slot);
      else onOpen(stop, crew);
    },
    onPointerCancel: () => {
      setPressed(undefined);
      setCarried(undefined);
    },
  });
  return { carried, handlersOf };
}
