'use client';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { accountLimits, emailFault } from '@/features/account/fields';
import { api, type StaffRole } from '@/shared/api/client';
import { textFault } from '@/shared/api/limits';
import { useI18n, type Language } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { SelectField, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { LanguageField } from './language_field';
import { staffRoles } from './limits';
import { useStaffChange } from './use_staff_change';

/** Invites somebody by mail: the account is theirs to open, and no password is made here. */
export function InviteStaff({ onDone, onClose }: { onDone: (email: string) => void; onClose: () => void }) {
  const { t, language: own } = useI18n();
  const words = useWords();
  const formRef = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<StaffRole>('support');
  const [language, setLanguage] = useState<Language>(own);
  const [asked, setAsked] = useState(0);
  const nameWrong = textFault(name.trim(), accountLimits.name);
  const emailWrong = emailFault(email.trim());
  const invite = useStaffChange(api.inviteStaff, () => onDone(email.trim()));
  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(asked + 1);
    if (!nameWrong && !emailWrong && !invite.isPending) invite.mutate({ name: name.trim(), email: email.trim(), role, language });
  };
  return (
    <section className="card" aria-labelledby="invite-staff">
      <h2 id="invite-staff">{t('staff.invite')}</h2>
      <p className="hint">{t('staff.invite_text')}</p>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <div className="pair">
          <TextField label={t('account.name')} autoComplete="off" required value={name} fault={words.fault(asked ? nameWrong : undefined)} onText={setName} />
          <TextField label={t('account.email')} type="email" autoComplete="off" required value={email} fault={words.fault(asked ? emailWrong : undefined)} onText={setEmail} />
          <SelectField label={t('join.role')} value={role} onText={(chosen) => setRole(chosen as StaffRole)}>
            {staffRoles.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
          </SelectField>
          <LanguageField value={language} onChoose={setLanguage} />
        </div>
        <Refused error={invite.error} />
        <div className="actions">
          <Button type="submit" busy={invite.isPending}>{t('staff.send')}</Button>
          <Button look="quiet" onClick={onClose}>{t('action.not_now')}</Button>
        </div>
      </form>
    </section>
  );
}
