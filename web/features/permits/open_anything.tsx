'use client';
import { useState } from 'react';
import { idFault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Choice, TextField } from '@/shared/ui/field';
import { OpenedContact } from './opened_contact';
import { OpenedOrder } from './opened_order';

const things = ['order', 'account'] as const;

/** With a grant for everything: what is to be opened, by its number. */
export function OpenAnything() {
  const { t } = useI18n();
  const words = useWords();
  const [thing, setThing] = useState<(typeof things)[number]>('order');
  const [typed, setTyped] = useState('');
  const id = typed.trim();
  const wrong = idFault(id);
  return (
    <div className="part">
      <Choice label={t('grant.what')} value={thing} options={things.map((value) => ({ value, text: t(`opened.${value}`) }))} onChoose={setThing} />
      <TextField label={t(`grant.${thing}_id`)} autoComplete="off" spellCheck={false} value={typed} fault={words.fault(id === '' ? undefined : wrong)} onText={setTyped} />
      {!wrong && (thing === 'order' ? <OpenedOrder key={id} order={id} /> : <OpenedContact key={id} account={id} />)}
    </div>
  );
}
