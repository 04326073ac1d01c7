'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, Problem } from '@/shared/api/client';
import { textFault, type Fault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { remember } from '@/shared/storage';
import { Button } from '@/shared/ui/button';
import { Choice, TextField } from '@/shared/ui/field';
import { Heading, Page } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { accountLimits, emailFault, safeNext, type Way } from './fields';
import { NewPasswordField } from './new_password_field';

type Faults = { name?: Fault; email?: Fault; password?: Fault };

function faultsOf(name: string, email: string, password: string | undefined): Faults {
  return {
    name: textFault(name.trim(), accountLimits.name),
    email: emailFault(email.trim()),
    password: password === undefined ? undefined : textFault(password, accountLimits.newPassword),
  };
}

function SignUpForm() {
  const { t, language } = useI18n();
  const words = useWords();
  const router = useRouter();
  const next = useSearchParams().get('next');
  const formRef = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [way, setWay] = useState<Way>('password');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const chosen = way === 'password' ? password : undefined;
  const signUp = useMutation({
    mutationFn: () => api.signUp({ name: name.trim(), email: email.trim(), language, ...(chosen === undefined ? {} : { password: chosen }) }),
    onSuccess: () => {
      const resume = safeNext(next);
      if (resume) remember('local', 'resume', resume);
      router.push('/check-mail');
    },
    onError: (error) => {
      if (error instanceof Problem && error.field && ['name', 'email', 'password'].includes(error.field))
        setFaults({ [error.field]: words.fieldFault(error) });
    },
  });
  useEffect(() => {
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(name, email, chosen);
    setFaults(found);
    if (!Object.values(found).some(Boolean) && !signUp.isPending) signUp.mutate();
  };
  return (
    <section className="card narrow">
      <Heading>{t('account.sign_up')}</Heading>
      <p>{t('account.sign_up_text')}</p>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <TextField label={t('account.name')} name="name" autoComplete="name" required value={name} fault={words.fault(faults.name)} onText={setName} />
        <TextField label={t('account.email')} type="email" name="email" autoComplete="email" required value={email} fault={words.fault(faults.email)} onText={setEmail} />
        <Choice label={t('way.question')} value={way} options={[{ value: 'password', text: t('way.password') }, { value: 'passkey', text: t('way.passkey') }]} onChoose={setWay} />
        {way === 'password'
          ? <NewPasswordField label={t('account.password')} value={password} fault={words.fault(faults.password)} onText={setPassword} person={[name, email]} />
          : <p className="hint">{t('way.passkey_text')}</p>}
        <Refused error={Object.values(faults).some(Boolean) ? null : signUp.error} />
        <div className="actions"><Button type="submit" large busy={signUp.isPending}>{t('action.sign_up')}</Button></div>
      </form>
      <p>{t('account.have_one')} <Link href={next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'}>{t('action.sign_in')}</Link></p>
    </section>
  );
}

export function SignUp() {
  return (
    <Page title="title.sign_up" description="description.sign_up">
      <SignUpForm />
    </Page>
  );
}
