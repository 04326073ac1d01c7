'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Problem } from '@/shared/api/client';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from './button';
import { useOnline } from './use_online';

export function Loading() {
  const { t } = useI18n();
  return (
    <div className="state" role="status">
      <span className="sunrise" aria-hidden="true" />
      <p>{t('state_view.loading')}</p>
    </div>
  );
}

/** A load that failed: what happened, and a way to try again. */
export function Failed({ error, again }: { error: Error; again: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const retry = !(error instanceof Problem) || error.status === 0 || error.status >= 429;
  return (
    <div className="state" role="alert">
      <p className="state-title">{words.problem(error)}</p>
      {retry && <Button look="secondary" onClick={again}>{t('action.try_again')}</Button>}
    </div>
  );
}

export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="state card">
      <span className="sunrise still" aria-hidden="true" />
      <p className="state-title">{title}</p>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** The refusal of something the reader just did. `say` has other words for codes that mean something else here. */
export function Refused({ error, say = {} }: { error: unknown; say?: Partial<Record<string, MessageKey>> }) {
  const { t } = useI18n();
  const words = useWords();
  const code = error instanceof Problem ? error.code : '';
  const own = say[code];
  return (
    <div role="alert" className="alert-slot">
      {error ? <p className="alert">{own ? t(own) : words.problem(error)}{code === 'quote_already_ordered' && <> <Link href="/orders">{t('title.orders')}</Link></>}</p> : null}
    </div>
  );
}

export function OfflineBanner() {
  const { t } = useI18n();
  const online = useOnline();
  return <div role="status" className="offline-slot">{online ? null : <p className="offline">{t('state_view.offline')}</p>}</div>;
}
