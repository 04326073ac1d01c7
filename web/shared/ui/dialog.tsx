'use client';
import { useEffect, useId, useRef, type ReactNode } from 'react';

/**
 * The browser's own modal dialog: it holds the focus, closes on Escape and gives the focus back. One that has no
 * `onClose` stays until its content is done, also where the browser would close it at a second Escape.
 */
export function Dialog({ title, onClose, children }: { title: string; onClose?: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={ref} aria-labelledby={id} onCancel={(event) => { event.preventDefault(); onClose?.(); }} onClose={() => (onClose ? onClose() : ref.current?.showModal())}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
