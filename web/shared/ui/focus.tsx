'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

function focusHeading(main: HTMLElement): boolean {
  const heading = main.querySelector<HTMLElement>('h1');
  heading?.focus({ preventScroll: true });
  return heading !== null;
}

/**
 * Keeps a keyboard or a screen reader at home. After a change of page the focus goes to its heading, as soon as
 * there is one; and when what had the focus leaves the page (a heading that data replaces, a step that was taken),
 * the heading has it.
 */
export function FocusKeeper() {
  const path = usePathname();
  const last = useRef(path);
  const arriving = useRef(false);
  useEffect(() => {
    const main = document.querySelector<HTMLElement>('main');
    if (!main) return;
    let held: Element | undefined;
    const hold = (event: Event) => {
      held = event.target instanceof Element ? event.target : undefined;
    };
    // Who presses somewhere else has let go of it, and goes their own way.
    const release = () => {
      held = undefined;
      arriving.current = false;
    };
    const onChange = () => {
      const lost = held && !held.isConnected && document.activeElement === document.body;
      if ((lost || arriving.current) && focusHeading(main)) arriving.current = false;
    };
    const observer = new MutationObserver(onChange);
    observer.observe(main, { childList: true, subtree: true });
    main.addEventListener('focusin', hold);
    document.addEventListener('pointerdown', release);
    return () => {
      observer.disconnect();
      main.removeEventListener('focusin', hold);
      document.removeEventListener('pointerdown', release);
    };
  }, []);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    const main = document.querySelector<HTMLElement>('main');
    arriving.current = main !== null && !focusHeading(main);
  }, [path]);
  return null;
}
