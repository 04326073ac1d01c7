'use client';
import { useSyncExternalStore } from 'react';
import { remember } from '@/shared/storage';

export type Theme = 'light' | 'dark';
const changed = new EventTarget();
const darkWanted = '(prefers-color-scheme: dark)';

function subscribe(notify: () => void): () => void {
  const media = window.matchMedia(darkWanted);
  changed.addEventListener('theme', notify);
  media.addEventListener('change', notify);
  return () => {
    changed.removeEventListener('theme', notify);
    media.removeEventListener('change', notify);
  };
}

function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return window.matchMedia(darkWanted).matches ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  remember('local', 'theme', theme);
  document.documentElement.dataset.theme = theme;
  changed.dispatchEvent(new Event('theme'));
}

export function useTheme(): Theme | undefined {
  return useSyncExternalStore(subscribe, readTheme, () => undefined);
}
