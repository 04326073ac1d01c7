'use client';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Enrolment, useEnrolled } from '@/features/factors/enrolment';
import { SecondStep } from '@/features/factors/second_step';
import { StartOver } from '@/features/factors/start_over';
import { api, Problem, type Assertion, type SignInState } from '@/shared/api/client';
import { useSession } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { usePasskeyFor } from '@/shared/webauthn';
import { Button } from '@/shared/ui/button';
import { PasswordField, TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { emailFault } from './fields';
import { ResendMail } from './resend_mail';
import { useArrival } from './use_arrival';
import { usePasskeyAutofill } from './use_passkey_autofill';

type FirstStepProps = { next: string | null; onStep: (state: SignInState) => void };

/** One use of a passkey at a time: the button's stops the offer in the field. */
function usePasskeySignIn(onStep: FirstStepProps['onStep']) {
  const ask = async () => {
    await offer.stop();
    return usePasskeyFor(await api.signInQuestion());
  };
  const show = useMutation({
    mutationFn: async (chosen?: Assertion) => api.signInWithPasskey(chosen ?? (await ask())),
    onSuccess: onStep,
    onError: () => offer.resume(),
  });
  const offer = usePasskeyAutofill((chosen) => show.mutate(chosen));
  return { show, onPress: () => show.mutate(undefined) };
}

function PasswordForm({ onStep }: Pick<FirstStepProps, 'onStep'>) {
  const { t } = useI18n();
  const words = useWords();
  const formRef = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const emailWrong = asked ? emailFault(email.trim()) : undefined;
  const passwordWrong = asked && password === '' ? ({ key: 'fault.required' } as const) : undefined;
  const signIn = useMutation({ mutationFn: () => api.signIn({ email: email.trim(), password }), onSuccess: onStep });
  useEffect(() => {
    if (asked) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (emailFault(email.trim()) || password === '' || signIn.isPending) return;
    signIn.mutate();
  };
  const code = signIn.error instanceof Problem ? signIn.error.code : '';
  return (
    <>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <TextField label={t('account.email')} type="email" name="email" autoComplete="username webauthn" required value={email} fault={words.fault(emailWrong)} onText={setEmail} />
        <PasswordField label={t('account.password')} name="password" autoComplete="current-password" required value={password} fault={words.fault(passwordWrong)} onText={setPassword} />
        <Refused error={signIn.error} />
        {code === 'throttled' && <p>{t('account.throttled_text')} <Link href="/reset-password">{t('account.throttled_reset')}</Link></p>}
        <div className="actions"><Button type="submit" large busy={signIn.isPending}>{t('action.sign_in')}</Button></div>
      </form>
      {code === 'credentials_refused' && <><p>{t('account.not_confirmed_yet')}</p><ResendMail email={email.trim()} /></>}
    </>
  );
}

function FirstStep({ next, onStep }: FirstStepProps) {
  const { t } = useI18n();
  const { show, onPress } = usePasskeySignIn(onStep);
  return (
    <section className="card narrow">
      <Heading>{t('account.sign_in')}</Heading>
      <Button large busy={show.isPending} onClick={onPress}><Icon name="key" />{t('sign_in.passkey')}</Button>
      <Refused error={show.error} say={{ credentials_refused: 'problem.passkey_refused' }} />
      <p className="or">{t('sign_in.or_password')}</p>
      <PasswordForm onStep={onStep} />
      <p><Link href="/reset-password">{t('sign_in.forgotten')}</Link></p>
      <p>{t('account.have_none')} <Link href={next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up'}>{t('action.sign_up')}</Link></p>
    </section>
  );
}

/** A password alone enrols no second factor: the way to one begins with a link. */
function LinkOwed() {
  const { t } = useI18n();
  return (
    <section className="card narrow">
      <Heading>{t('sign_in.link_owed')}</Heading>
      <p>{t('sign_in.link_owed_text')}</p>
      <StartOver />
    </section>
  );
}

/** Every step of a sign-in in one place. Where it stands is the session's own state, so a reload finds it again. */
function SignInSteps() {
  const next = useSearchParams().get('next');
  const session = useSession();
  const onStep = useArrival(next);
  const { codes, onEnrolled } = useEnrolled(onStep);
  if (codes) return codes;
  if (session.status === 'entering' && session.owes === 'enrolment') return <Enrolment onEnrolled={onEnrolled} />;
  if (session.status === 'entering' && session.owes === 'enrolment_link') return <LinkOwed />;
  if (session.status === 'entering') return <SecondStep methods={session.methods} onStep={onStep} />;
  return <FirstStep next={next} onStep={onStep} />;
}

export function SignIn() {
  return (
    <Page title="title.sign_in" description="description.sign_in">
      <SignInSteps />
    </Page>
  );
}
