'use client';
import { useState, type FormEvent } from 'react';
import { limitOf, textFault } from '@/shared/api/limits';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { TextArea } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';

type Props = {
  title: string;
  text: string;
  confirm: string;
  back: MessageKey;
  look?: 'primary' | 'danger';
  noteLabel?: MessageKey;
  busy: boolean;
  error: unknown;
  onConfirm: (note: string) => void;
  onClose: () => void;
};

const noteLimit = limitOf('POST /orders/{order}/moves', 'note');

/** Asks before a step that matters; a note can go along. */
export function MoveDialog({ title, text, confirm, back, look = 'primary', noteLabel, busy, error, onConfirm, onClose }: Props) {
  const { t } = useI18n();
  const words = useWords();
  const [note, setNote] = useState('');
  const wrong = textFault(note, { maxLength: noteLimit.maxLength });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !busy) onConfirm(note.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={onSubmit}>
        <p>{text}</p>
        {noteLabel && <TextArea label={t(noteLabel)} value={note} fault={words.fault(wrong)} onText={setNote} />}
        <Refused error={error} />
        <div className="actions">
          <Button look="secondary" onClick={onClose}>{t(back)}</Button>
          <Button type="submit" look={look} busy={busy}>{confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}
