'use client';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/ui/icons';
import { fromPlane, toPlane, type Position } from './atlas';
import { frameOf, MapPicture, MapPin, within, type View } from './map_view';
import { useSize, type Size } from '@/shared/ui/use_size';

const stepPx = 60;
const placeZoom = 60;
const dragPx = 5;
const start: View = { ...named(toPlane({ latitude: 44, longitude: 4 })), zoom: 5 };

function named([x, y]: [number, number]) {
  return { x, y };
}

/** Zooms by a factor and keeps the plane's point under a screen position where it is. */
function zoomAt(view: View, size: Size, factor: number, at: { x: number; y: number }): View {
  const next = within({ ...view, zoom: view.zoom * factor }, size);
  const dx = at.x - size.width / 2;
  const dy = at.y - size.height / 2;
  return within({ x: view.x + dx / view.zoom - dx / next.zoom, y: view.y + dy / view.zoom - dy / next.zoom, zoom: next.zoom }, size);
}

function useGestures(view: View, size: Size | undefined, change: (next: (view: View) => View) => void, pick: (x: number, y: number) => void) {
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  const local = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0) moved.current = 0;
    pointers.current.set(event.pointerId, local(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = pointers.current.get(event.pointerId);
    if (!before || !size) return;
    const now = local(event);
    moved.current += Math.hypot(now.x - before.x, now.y - before.y);
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const other = others[0];
    if (other) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      change((held) => zoomAt(held, size, factor, other));
    } else if (moved.current > dragPx) {
      change((held) => within({ ...held, x: held.x - (now.x - before.x) / held.zoom, y: held.y - (now.y - before.y) / held.zoom }, size));
    }
    pointers.current.set(event.pointerId, now);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const at = pointers.current.get(event.pointerId);
    pointers.current.delete(event.pointerId);
    if (!at || !size || pointers.current.size > 0 || moved.current > dragPx) return;
    const frame = frameOf(view, size);
    pick(frame.left + at.x / view.zoom, frame.top + at.y / view.zoom);
  };
  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
    moved.current = dragPx + 1;
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}

/** A map on which one point is picked: by pointer, or by arrow keys and Enter for the point at the centre. */
export function PlaceMap({ picked, onPick }: { picked?: Position; onPick: (position: Position) => void }) {
  const { t } = useI18n();
  const help = useId();
  const [size, measure] = useSize();
  const [wanted, setView] = useState(start);
  const view = size ? within(wanted, size) : wanted;
  const key = picked ? `${picked.latitude} ${picked.longitude}` : '';
  const ownPick = useRef('');

  useEffect(() => {
    if (!picked || !size || ownPick.current === key) return;
    ownPick.current = key;
    const zoom = Math.max(placeZoom, view.zoom);
    setView(within({ ...named(toPlane(picked)), zoom }, size));
    // Only a point chosen elsewhere moves the map; the view itself is not a reason.
  }, [key, size]);

  const pick = (x: number, y: number) => {
    const position = fromPlane(x, y);
    ownPick.current = `${position.latitude} ${position.longitude}`;
    onPick(position);
  };
  const gestures = useGestures(view, size, setView, pick);
  const zoomBy = (factor: number) => size && setView(zoomAt(view, size, factor, { x: size.width / 2, y: size.height / 2 }));
  const pan = (dx: number, dy: number) =>
    size && setView(within({ ...view, x: view.x + (dx * stepPx) / view.zoom, y: view.y + (dy * stepPx) / view.zoom }, size));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => pan(-1, 0),
    ArrowRight: () => pan(1, 0),
    ArrowUp: () => pan(0, -1),
    ArrowDown: () => pan(0, 1),
    '+': () => zoomBy(1.6),
    '-': () => zoomBy(1 / 1.6),
    Enter: () => pick(view.x, view.y),
    ' ': () => pick(view.x, view.y),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const [x, y] = picked ? toPlane(picked) : [0, 0];
  return (
    <div className="map">
      <p id={help} className="hint">{t('map.help')}</p>
      <div className="map-frame">
        {/* Arrow keys belong to the map here, as they do in any map widget. */}
        <div ref={measure} className="map-surface" role="application" tabIndex={0} aria-label={t('map.label')} aria-describedby={help} onKeyDown={onKeyDown} {...gestures}>
          {size && (
            <MapPicture view={view} size={size}>
              {picked && <MapPin x={x} y={y} zoom={view.zoom} />}
            </MapPicture>
          )}
          <span className="map-cross" aria-hidden="true" />
        </div>
        <div className="map-buttons">
          <button type="button" className="round" aria-label={t('map.zoom_in')} onClick={() => zoomBy(2)}><Icon name="plus" /></button>
          <button type="button" className="round" aria-label={t('map.zoom_out')} onClick={() => zoomBy(0.5)}><Icon name="minus" /></button>
        </div>
      </div>
    </div>
  );
}
