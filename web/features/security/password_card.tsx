'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { accountLimits } from '@/features/account/fields';
import { NewPasswordField } from '@/features/account/new_password_field';
import { api, Problem, type Account, type Security } from '@/shared/api/client';
import { textFault } from '@/shared/api/limits';
import { useSessionChange } from '@/shared/api/session';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Refused } from '@/shared/ui/states';
import { Card } from './card';

function ChangeForm({ account, onDone, onClose }: { account: Account; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const queries = useQueryClient();
  const { renewed } = useSessionChange();
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: () => api.changePassword(password),
    onSuccess: (state) => {
      renewed(state);
      for (const changed of ['security', 'own_sessions', 'history']) void queries.invalidateQueries({ queryKey: [changed] });
      onDone();
    },
  });
  const refusedHere = change.error instanceof Problem && change.error.field === 'password' ? words.fieldFault(change.error) : undefined;
  const wrong = textFault(password, accountLimits.newPassword);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!wrong && !change.isPending) change.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <input hidden readOnly type="email" name="email" autoComplete="username" value={account.email} />
      <NewPasswordField label={t('new_password.label')} value={password} fault={words.fault(asked && wrong ? wrong : refusedHere)} person={[account.name, account.email]}
        onText={(text) => { setPassword(text); if (refusedHere) change.reset(); }} />
      <p className="hint">{t('security.password_others_end')}</p>
      <Refused error={refusedHere ? null : change.error} />
      <div className="actions">
        <Button type="submit" busy={change.isPending}>{t('new_password.save')}</Button>
        <Button look="quiet" onClick={onClose}>{t('action.not_now')}</Button>
      </div>
    </form>
  );
}

export function PasswordCard({ account, security }: { account: Account; security: Security }) {
  const { t } = useI18n();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(false);
  const since = security.password_changed_at;
  return (
    <Card title={t('security.password')}>
      <p>{!security.password_set ? t('security.password_none') : since ? t('security.password_since', { date: format.date(since) }) : t('security.password_set')}</p>
      <p role="status">{changed ? t('security.password_changed') : ''}</p>
      {open
        ? <ChangeForm account={account} onDone={() => { setOpen(false); setChanged(true); }} onClose={() => setOpen(false)} />
        : <Button look="secondary" onClick={() => { setOpen(true); setChanged(false); }}>{security.password_set ? t('security.password_change') : t('security.password_add')}</Button>}
    </Card>
  );
}
