'use client';
import { useState } from 'react';
import { api, type Account, type LockReason, type StaffMember, type StaffRole } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { SelectField } from '@/shared/ui/field';
import { lockReasons, staffRoles } from './limits';
import { useStaffChange } from './use_staff_change';

export type Act = 'link' | 'role' | 'lock' | 'unlock' | 'sessions' | 'password';

function isStaff(role: Account['role']): role is StaffRole {
  return (staffRoles as readonly string[]).includes(role);
}

/** What makes sense for an account as it stands. An officer does none of it to their own. */
export function actsOn(person: StaffMember, own: Account): Act[] {
  if (person.id === own.id) return [];
  return [
    ...(person.role !== 'customer' || person.state !== 'invited' ? (['link'] as const) : []),
    ...(isStaff(person.role) ? (['role'] as const) : []),
    ...(person.state === 'invited' ? [] : (['sessions', 'password'] as const)),
    person.state === 'locked' ? 'unlock' : 'lock',
  ];
}

type Props = { act: Act; person: StaffMember; onDone: () => void; onClose: () => void };

/** Asks before an act, and for what it needs. */
export function PersonAct({ act, person, onDone, onClose }: Props) {
  const { t } = useI18n();
  const [reason, setReason] = useState<LockReason>('suspicious');
  const [role, setRole] = useState<StaffRole>(isStaff(person.role) ? person.role : 'support');
  const calls: Record<Act, () => Promise<void>> = {
    link: () => api.sendEnrolmentLink(person.id),
    role: () => api.changeRole(person.id, role),
    lock: () => api.lockAccount(person.id, reason),
    unlock: () => api.unlockAccount(person.id),
    sessions: () => api.endSessionsOf(person.id),
    password: () => api.sendPasswordReset(person.id),
  };
  const change = useStaffChange((_: undefined) => calls[act](), onDone);
  return (
    <ConfirmDialog look={act === 'lock' || act === 'link' ? 'danger' : 'primary'} title={t(`staff.ask.${act}`, { name: person.name ?? person.email })} confirm={t(`staff.act.${act}`)}
      busy={change.isPending} error={change.error} onConfirm={() => change.mutate(undefined)} onClose={onClose}>
      <p>{t(`staff.text.${act}`)}</p>
      {act === 'lock' && (
        <SelectField label={t('staff.reason')} value={reason} onText={(chosen) => setReason(chosen as LockReason)}>
          {lockReasons.map((one) => <option key={one} value={one}>{t(`staff.reason.${one}`)}</option>)}
        </SelectField>
      )}
      {act === 'role' && (
        <SelectField label={t('join.role')} value={role} onText={(chosen) => setRole(chosen as StaffRole)}>
          {staffRoles.map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
        </SelectField>
      )}
    </ConfirmDialog>
  );
}
