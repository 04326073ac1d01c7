'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { emailFault } from '@/features/account/fields';
import { api, type Account } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { PersonRow } from './person_row';

/** Any account, by its whole address: there is no list of customers to leaf through. */
export function FindAccount({ own }: { own: Account }) {
  const { t } = useI18n();
  const words = useWords();
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  const [wanted, setWanted] = useState('');
  const found = useQuery({ queryKey: ['found_account', wanted], queryFn: () => api.findAccount(wanted), enabled: wanted !== '', gcTime: 0 });
  const wrong = emailFault(email.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (wrong) return;
    if (wanted === email.trim()) void found.refetch();
    setWanted(email.trim());
  };
  return (
    <section className="card" aria-labelledby="find-account">
      <h2 id="find-account">{t('staff.find')}</h2>
      <form noValidate onSubmit={onSubmit}>
        <TextField label={t('staff.find_email')} hint={t('staff.find_hint')} type="email" autoComplete="off" value={email} fault={words.fault(asked ? wrong : undefined)} onText={setEmail} />
        <Button type="submit" look="secondary" busy={found.isFetching}>{t('staff.find_press')}</Button>
      </form>
      <Refused error={found.error} />
      <p role="status">{found.data === null ? t('staff.find_none') : ''}</p>
      {found.data && <ul className="rows"><PersonRow key={found.data.id} person={found.data} own={own} /></ul>}
    </section>
  );
}
