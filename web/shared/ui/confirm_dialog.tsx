'use client';
import type { FormEvent, ReactNode } from 'react';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { Button } from './button';
import { Dialog } from './dialog';
import { Refused } from './states';

type Props = {
  title: string;
  confirm: string;
  look?: 'primary' | 'danger';
  busy: boolean;
  error: unknown;
  /** As `Refused` has it. */
  say?: Partial<Record<string, MessageKey>>;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before something that can't be undone; its content may hold fields. */
export function ConfirmDialog({ title, confirm, look = 'danger', busy, error, say, onConfirm, onClose, children }: Props) {
  const { t } = useI18n();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={onSubmit}>
        {children}
        <Refused error={error} say={say} />
        <div className="actions">
          <Button look="secondary" onClick={onClose}>{t('action.not_now')}</Button>
          <Button type="submit" look={look} busy={busy}>{confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}
