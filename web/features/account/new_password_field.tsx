'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { PasswordField } from '@/shared/ui/field';
import { accountLimits } from './fields';
import { Strength } from './strength';

const advisedLength = 15;

type Props = { label: string; value: string; fault?: string; onText: (text: string) => void; person: readonly string[] };

/** Where a password is chosen: what it needs, and how strong it is while it is typed. */
export function NewPasswordField({ label, value, fault, onText, person }: Props) {
  const { t } = useI18n();
  return (
    <PasswordField label={label} hint={t('account.password_hint', { least: accountLimits.newPassword.minLength ?? 8, advised: advisedLength })}
      name="new-password" autoComplete="new-password" required value={value} fault={fault} onText={onText}>
      <Strength password={value} person={person} />
    </PasswordField>
  );
}
