'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, Problem } from '@/shared/api/client';
import { useSessionChange } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { forget, recall } from '@/shared/storage';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/field';
import { Heading, Page } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { emailFault, safeNext } from './fields';
import { ResendMail } from './resend_mail';

function SignInForm() {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const next = useSearchParams().get('next');
  const { entered } = useSessionChange();
  const formRef = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const emailWrong = asked ? emailFault(email.trim()) : undefined;
  const passwordWrong = asked && password === '' ? ({ key: 'fault.required' } as const) : undefined;
  const signIn = useMutation({
    mutationFn: () => api.signIn({ email: email.trim(), password }),
    onSuccess: (account) => {
      entered(account);
      const resume = account.role === 'customer' ? safeNext(recall('local', 'resume')) : undefined;
      forget('local', 'resume');
      router.replace(safeNext(next) ?? resume ?? (account.role === 'crew' ? '/crew/offers' : '/orders'));
    },
  });
  useEffect(() => {
    if (asked) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (emailFault(email.trim()) || password === '' || signIn.isPending) return;
    signIn.mutate();
  };
  const unverified = signIn.error instanceof Problem && signIn.error.code === 'email_not_verified';
  return (
    <section className="card narrow">
      <Heading>{t('account.sign_in')}</Heading>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <TextField label={t('account.email')} type="email" name="email" autoComplete="username" required value={email} fault={words.fault(emailWrong)} onText={setEmail} />
        <TextField label={t('account.password')} type="password" name="password" autoComplete="current-password" required value={password} fault={words.fault(passwordWrong)} onText={setPassword} />
        <Refused error={signIn.error} />
        <div className="actions"><Button type="submit" large busy={signIn.isPending}>{t('action.sign_in')}</Button></div>
      </form>
      {unverified && <ResendMail email={email.trim()} />}
      <p>{t('account.have_none')} <Link href={next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up'}>{t('action.sign_up')}</Link></p>
    </section>
  );
}

export function SignIn() {
  return (
    <Page title="title.sign_in" description="description.sign_in">
      <SignInForm />
    </Page>
  );
}
