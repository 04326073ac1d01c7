'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { changeFault, fieldsOf, valueOf, type About } from '@/features/changes/fields';
import { changeKeys } from '@/features/changes/use_change_step';
import { api, Problem, type Change, type ChangeField } from '@/shared/api/client';
import { limitOf, textFault, type Fault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { TextArea, TextField } from '@/shared/ui/field';

const reasonLimit = limitOf('POST /cases/{case_id}/changes', 'reason');
const kinds: Partial<Record<ChangeField, 'email' | 'tel'>> = { email: 'email', contact_phone: 'tel' };
export type Present = Partial<Record<ChangeField, string>>;

type FieldProps = { field: ChangeField; present: string; value: string; fault?: string; onText: (text: string) => void };

/** A field that already says what it says today, which stands beside it. */
function ProposedField({ field, present, value, fault, onText }: FieldProps) {
  const { t } = useI18n();
  const label = t(`change.field.${field}`);
  const hint = <>{t('change.now')} <span translate="no">{present || t('change.nothing')}</span></>;
  if (field === 'note') return <TextArea label={label} hint={hint} value={value} fault={fault} onText={onText} />;
  return <TextField label={label} hint={hint} type={kinds[field] ?? 'text'} autoComplete="off" spellCheck={false} value={value} fault={fault} onText={onText} />;
}

type Asking = { caseId: string; order?: string; present: Present; onAsked: (change: Change) => void };

/** Asks the customer, or an officer in their place, for a change of the account or of one order. Only what was altered is sent. */
function ProposeDialog({ caseId, order, present, onAsked, onClose }: Asking & { onClose: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const queries = useQueryClient();
  const fieldsRef = useRef<HTMLDivElement>(null);
  const about: About = order ? 'order' : 'account';
  const [typed, setTyped] = useState<Present>({});
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(0);
  const fields = fieldsOf[about].map((field) => ({ field, present: present[field] ?? '', typed: typed[field] ?? present[field] ?? '' }))
    .map((one) => ({ ...one, value: valueOf(one.field, one.typed) }));
  const altered = fields.filter((one) => one.value !== one.present);
  const unaltered = altered.length === 0;
  const faultOf = (field: ChangeField): Fault | undefined => {
    if (unaltered) return field === fields[0]?.field ? { key: 'change.nothing_altered' } : undefined;
    const one = altered.find((other) => other.field === field);
    return one && changeFault(field, one.value);
  };
  const reasonWrong = textFault(reason.trim(), reasonLimit);
  const propose = useMutation({
    mutationFn: () => api.proposeChange(caseId, { ...(order ? { order } : {}), fields: altered.map(({ field, value }) => ({ field, value })), reason: reason.trim() }),
    onSuccess: onAsked,
    onSettled: () => void queries.invalidateQueries({ queryKey: changeKeys.requests }),
  });
  const refusedAt = propose.error instanceof Problem ? /^fields\[(\d+)\]/.exec(propose.error.field ?? '')?.[1] : undefined;
  const refused = refusedAt === undefined ? undefined : altered[Number(refusedAt)]?.field;
  const faultShown = (field: ChangeField) =>
    words.fault(asked && faultOf(field) ? faultOf(field) : refused === field ? words.fieldFault(propose.error as Problem) : undefined);
  useEffect(() => {
    if (asked > 0) fieldsRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked, refused]);
  const type = (field: ChangeField, text: string) => {
    setTyped({ ...typed, [field]: text });
    propose.reset();
  };
  const onConfirm = () => {
    const wrong = reasonWrong || fields.some(({ field }) => faultOf(field));
    setAsked(asked + 1);
    if (!wrong) propose.mutate();
  };
  return (
    <ConfirmDialog look="primary" title={t(`change.propose_${about}`)} confirm={t('change.propose_press')} busy={propose.isPending} error={refused ? null : propose.error}
      say={{ too_many_open: 'change.too_many_open' }} onConfirm={onConfirm} onClose={onClose}>
      <p>{t('change.propose_text')}</p>
      <div ref={fieldsRef}>
        {fields.map((one) => (
          <ProposedField key={one.field} field={one.field} present={one.present} value={one.typed} fault={faultShown(one.field)} onText={(text) => type(one.field, text)} />
        ))}
        {altered.some(({ field }) => field === 'email') && <p className="hint">{t('change.email_text')}</p>}
        <TextArea label={t('change.reason')} hint={t('change.reason_hint')} value={reason} fault={words.fault(asked ? reasonWrong : undefined)} onText={setReason} />
      </div>
    </ConfirmDialog>
  );
}

/** The way to ask for a change, which says what came of it where it was pressed. */
export function ProposeChange(asking: Asking) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const onAsked = (change: Change) => {
    setOpen(false);
    setAsked(true);
    asking.onAsked(change);
  };
  return (
    <>
      <Button look="secondary" onClick={() => { setAsked(false); setOpen(true); }}>{t(`change.propose_${asking.order ? 'order' : 'account'}`)}</Button>
      <p role="status" className="said">{asked ? t('change.done.asked') : ''}</p>
      {open && <ProposeDialog {...asking} onAsked={onAsked} onClose={() => setOpen(false)} />}
    </>
  );
}
