'use client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { newForm, recallForm, rememberForm, steps, type QuoteForm, type Step } from './form';

const moved = new EventTarget();

function subscribe(notify: () => void): () => void {
  window.addEventListener('popstate', notify);
  moved.addEventListener('step', notify);
  return () => {
    window.removeEventListener('popstate', notify);
    moved.removeEventListener('step', notify);
  };
}

function readStep(): Step {
  const asked = new URLSearchParams(window.location.search).get('step');
  return steps.find((step) => step === asked) ?? 'place';
}

/** The step stands in the address, so that back and forward walk through the form. */
export function useStep(): [Step, (step: Step) => void] {
  const step = useSyncExternalStore(subscribe, readStep, () => 'place' as const);
  const go = useCallback((next: Step) => {
    window.history.pushState(null, '', next === 'place' ? '/' : `/?step=${next}`);
    moved.dispatchEvent(new Event('step'));
  }, []);
  return [step, go];
}

export function useQuoteForm(): { form: QuoteForm; ready: boolean; change: (part: Partial<QuoteForm>) => void } {
  const [form, setForm] = useState(newForm);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    setForm(recallForm());
    setReady(true);
  }, []);
  useEffect(() => {
    if (ready) rememberForm(form);
  }, [form, ready]);
  const change = useCallback((part: Partial<QuoteForm>) => setForm((held) => ({ ...held, ...part })), []);
  return { form, ready, change };
}
