'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { emailFault } from '@/features/account/fields';
import { phoneOf } from '@/features/orders/order_form';
import { api, type CaseSearched } from '@/shared/api/client';
import { limitOf, textFault, type Fault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Choice, TextArea, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { useCaseChange } from './use_case_change';

const ticketLimit = limitOf('POST /cases', 'ticket');
const reasonLimit = limitOf('POST /cases', 'reason');
const phoneLimit = limitOf('POST /cases', 'phone');
const contacts = ['email', 'phone'] as const;
type Contact = (typeof contacts)[number];

function contactFault(by: Contact, contact: string): Fault | undefined {
  if (contact === '') return { key: 'fault.required' };
  if (by === 'email') return emailFault(contact);
  return textFault(contact, phoneLimit) && { key: 'fault.phone' };
}

/** Nobody, or too many: what to say to who is on the telephone. */
function Outcome({ found, by }: { found: CaseSearched['found']; by: Contact }) {
  const { t } = useI18n();
  if (found === 'one') return null;
  return <p className="alert">{t(found === 'several' ? 'case.found_several' : `case.found_none_${by}`)}</p>;
}

/** Opens a case with the contact that the customer tells, and goes to it. */
export function OpenCase() {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const formRef = useRef<HTMLFormElement>(null);
  const [by, setBy] = useState<Contact>('email');
  const [typed, setTyped] = useState('');
  const [ticket, setTicket] = useState('');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(0);
  const contact = by === 'phone' ? phoneOf(typed) : typed.trim();
  const faults = { contact: contactFault(by, contact), ticket: textFault(ticket.trim(), ticketLimit), reason: textFault(reason.trim(), reasonLimit) };
  const shown = (fault?: Fault) => words.fault(asked ? fault : undefined);
  const open = useCaseChange(api.openCase, ({ opened }) => {
    if (opened) router.push(`/support/case?id=${opened.id}`);
  });
  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  const retype = (text: string) => {
    setTyped(text);
    open.reset();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(asked + 1);
    if (faults.contact || faults.ticket || faults.reason || open.isPending) return;
    open.mutate({ [by]: contact, ticket: ticket.trim(), reason: reason.trim() });
  };
  return (
    <section className="card" aria-labelledby="open-case">
      <h2 id="open-case">{t('case.open')}</h2>
      <p>{t('case.open_text')}</p>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <Choice label={t('case.by')} value={by} options={contacts.map((value) => ({ value, text: t(`case.by_${value}`) }))}
          onChoose={(chosen) => { setBy(chosen); retype(''); }} />
        <TextField label={t(by === 'email' ? 'account.email' : 'case.phone')} hint={t(`case.by_${by}_hint`)} type={by === 'email' ? 'email' : 'tel'} autoComplete="off" spellCheck={false}
          required value={typed} fault={shown(faults.contact)} onText={retype} />
        <TextField label={t('case.ticket')} hint={t('case.ticket_hint')} autoComplete="off" required value={ticket} fault={shown(faults.ticket)} onText={setTicket} />
        <TextArea label={t('case.reason')} hint={t('case.reason_hint')} value={reason} fault={shown(faults.reason)} onText={setReason} />
        <Refused error={open.error} say={{ too_many_open: 'case.too_many_open' }} />
        <div role="alert">{open.data && <Outcome found={open.data.found} by={by} />}</div>
        <div className="actions"><Button type="submit" busy={open.isPending}>{t('case.open_press')}</Button></div>
      </form>
    </section>
  );
}
