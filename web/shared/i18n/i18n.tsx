'use client';
import { createContext, useCallback, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import en from '@/messages/en.json';
import es from '@/messages/es.json';
import { recall, remember } from '@/shared/storage';

export type Language = 'en' | 'es';
export type MessageKey = keyof typeof en;
/** The part before `_one` and `_other` of messages that count. */
export type CountKey = MessageKey extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;
type Values = Record<string, string | number>;

const messages: Record<Language, Record<MessageKey, string>> = { en, es };
const changed = new EventTarget();

function readLanguage(): Language {
  const chosen = recall('local', 'language');
  if (chosen === 'en' || chosen === 'es') return chosen;
  return navigator.languages.find((tag) => /^(en|es)\b/.test(tag))?.startsWith('es') ? 'es' : 'en';
}

function subscribe(notify: () => void): () => void {
  changed.addEventListener('language', notify);
  window.addEventListener('storage', notify);
  return () => {
    changed.removeEventListener('language', notify);
    window.removeEventListener('storage', notify);
  };
}

export function chooseLanguage(language: Language): void {
  remember('local', 'language', language);
  changed.dispatchEvent(new Event('language'));
}

const LanguageContext = createContext<Language>('en');

/** Exported pages are English; the reader's own language takes over as the page wakes up. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(subscribe, readLanguage, () => 'en' as const);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

function fill(text: string, values?: Values): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}

export type Translate = (key: MessageKey, values?: Values) => string;

export function useI18n() {
  const language = useContext(LanguageContext);
  const t: Translate = useCallback((key, values) => fill(messages[language][key], values), [language]);
  /** The text for an amount of things; `{n}` is the amount. */
  const count = useCallback(
    (key: CountKey, n: number, values?: Values) => {
      const form = new Intl.PluralRules(language).select(n) === 'one' ? 'one' : 'other';
      return fill(messages[language][`${key}_${form}` as MessageKey], { n, ...values });
    },
    [language],
  );
  /** The text of a key made from the server's word, or undefined for a word these pages do not know yet. */
  const known = useCallback(
    (key: string): string | undefined => messages[language][key as MessageKey],
    [language],
  );
  return useMemo(() => ({ language, t, count, known }), [language, t, count, known]);
}
