'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { emailFault } from '@/features/account/fields';
import { api, Problem, type Account } from '@/shared/api/client';
import { useSessionChange } from '@/shared/api/session';
import { download } from '@/shared/download';
import { sayFarewell } from '@/shared/farewell';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { Card } from './card';

/** All that is kept, as a file that the browser saves. */
function Download() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const take = useMutation({
    mutationFn: api.exportOwnData,
    onSuccess: (data) => download(`suncrew-${data.made_at.slice(0, 10)}.json`, JSON.stringify(data, null, 2), 'application/json'),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['history'] }),
    gcTime: 0,
  });
  return (
    <>
      <p>{t('own_data.take_text')}</p>
      <Button look="secondary" busy={take.isPending} onClick={() => take.mutate()}>{t('own_data.take')}</Button>
      <Refused error={take.error} />
      <p role="status">{take.data ? t('own_data.taken') : ''}</p>
    </>
  );
}

/** Says what goes and what stays, and wants the address typed: what is erased does not come back. */
function EraseDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const { left } = useSessionChange();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const wrong = emailFault(email.trim());
  const erase = useMutation({
    mutationFn: () => api.eraseAccount(email.trim()),
    onSuccess: () => {
      sayFarewell();
      router.push('/');
      left();
    },
  });
  const refusedHere = erase.error instanceof Problem && erase.error.field === 'email' ? words.fieldFault(erase.error) : undefined;
  const onConfirm = () => {
    setAsked(true);
    if (!wrong) erase.mutate();
  };
  return (
    <ConfirmDialog title={t('own_data.erase_title')} confirm={t('own_data.erase_press')} busy={erase.isPending} error={refusedHere ? null : erase.error} onConfirm={onConfirm} onClose={onClose}>
      <p><strong>{t('own_data.goes')}</strong> {t('own_data.goes_text')}</p>
      <p><strong>{t('own_data.stays')}</strong> {t('own_data.stays_text')}</p>
      <p>{t('own_data.first')}</p>
      <TextField label={t('own_data.type_email', { email: account.email })} type="email" autoComplete="off" spellCheck={false} required value={email}
        fault={words.fault(asked && wrong ? wrong : refusedHere)} onText={(text) => { setEmail(text); erase.reset(); }} />
    </ConfirmDialog>
  );
}

/** A customer's own data: to take along, and to be forgotten. */
export function DataCard({ account }: { account: Account }) {
  const { t } = useI18n();
  const [erasing, setErasing] = useState(false);
  return (
    <Card title={t('own_data.title')}>
      <Download />
      <div className="way-in">
        <p>{t('own_data.erase_text')}</p>
        <Button look="danger" onClick={() => setErasing(true)}>{t('own_data.erase')}</Button>
      </div>
      {erasing && <EraseDialog account={account} onClose={() => setErasing(false)} />}
    </Card>
  );
}
