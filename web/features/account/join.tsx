'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Enrolment, useEnrolled } from '@/features/factors/enrolment';
import { api, Problem, type EnrolmentView, type SignInState } from '@/shared/api/client';
import { textFault, type Fault } from '@/shared/api/limits';
import { useSession, useSessionChange } from '@/shared/api/session';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Choice, TextField } from '@/shared/ui/field';
import { homeOf } from '@/shared/ui/home';
import { Heading, Page } from '@/shared/ui/page';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { useLinkToken } from '@/shared/ui/use_link_token';
import { accountLimits, emailFault, type Way } from './fields';
import { NewPasswordField } from './new_password_field';

type Faults = { name?: Fault; email?: Fault; password?: Fault };
type Typed = { name: string; email: string; password: string; way: Way };

function faultsOf(view: EnrolmentView, typed: Typed): Faults {
  return {
    name: !view.name ? textFault(typed.name.trim(), accountLimits.name) : undefined,
    email: !view.email ? emailFault(typed.email.trim()) : undefined,
    password: typed.way === 'password' ? textFault(typed.password, accountLimits.newPassword) : undefined,
  };
}

function JoinForm({ token, view, onStep }: { token: string; view: EnrolmentView; onStep: (state: SignInState, way: Way) => void }) {
  const { t, language } = useI18n();
  const words = useWords();
  const formRef = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Typed>({ name: '', email: '', password: '', way: 'passkey' });
  const [faults, setFaults] = useState<Faults>({});
  const join = useMutation({
    mutationFn: () => api.useEnrolment({
      token,
      ...(typed.way === 'password' ? { password: typed.password } : {}),
      ...(!view.name ? { name: typed.name.trim() } : {}),
      ...(!view.email ? { email: typed.email.trim(), language } : {}),
    }),
    onSuccess: (state) => onStep(state, typed.way),
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
    const found = faultsOf(view, typed);
    setFaults(found);
    if (!Object.values(found).some(Boolean) && !join.isPending) join.mutate();
  };
  const put = (part: Partial<Typed>) => setTyped((held) => ({ ...held, ...part }));
  return (
    <section className="card narrow">
      <Heading>{view.name ? t('join.heading_name', { name: view.name }) : t('join.heading')}</Heading>
      <dl className="facts">
        <div><dt>{t('join.role')}</dt><dd>{t(`role.${view.role}`)}</dd></div>
        {view.email && <div><dt>{t('account.email')}</dt><dd>{view.email}</dd></div>}
      </dl>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        {!view.name && <TextField label={t('account.name')} autoComplete="name" required value={typed.name} fault={words.fault(faults.name)} onText={(name) => put({ name })} />}
        {!view.email && <TextField label={t('account.email')} type="email" autoComplete="username" required value={typed.email} fault={words.fault(faults.email)} onText={(email) => put({ email })} />}
        <Choice label={t('way.question')} value={typed.way} options={[{ value: 'passkey', text: t('way.passkey') }, { value: 'password', text: t('way.password') }]} onChoose={(way) => put({ way })} />
        {typed.way === 'password'
          ? <NewPasswordField label={t('account.password')} value={typed.password} fault={words.fault(faults.password)} onText={(password) => put({ password })} person={[view.name ?? typed.name, view.email ?? typed.email]} />
          : <p className="hint">{t('join.passkey_text')}</p>}
        <Refused error={Object.values(faults).some(Boolean) ? null : join.error} />
        <div className="actions"><Button type="submit" large busy={join.isPending}>{t('action.continue')}</Button></div>
      </form>
    </section>
  );
}

function Broken() {
  const { t } = useI18n();
  return (
    <section className="card narrow">
      <Heading>{t('title.join')}</Heading>
      <p role="alert">{t('join.no_token')}</p>
      <ButtonLink href="/sign-in">{t('action.sign_in')}</ButtonLink>
    </section>
  );
}

function JoinSteps({ token }: { token: string }) {
  const router = useRouter();
  const session = useSession();
  const { entered } = useSessionChange();
  const [began, setBegan] = useState<Way>();
  const view = useQuery({ queryKey: ['enrolment', token], queryFn: () => api.enrolment(token), enabled: token !== '' && began === undefined, staleTime: Infinity, gcTime: 0 });
  const onStep = (state: SignInState) => {
    entered(state);
    if (state.account && state.owes === 'nothing') router.replace(homeOf(state.account));
  };
  const { codes, onEnrolled } = useEnrolled(onStep);
  if (codes) return codes;
  if (began) return session.status === 'entering' ? <Enrolment onEnrolled={onEnrolled} passkeyOnly={began === 'passkey'} /> : <Loading />;
  if (token === '') return <Broken />;
  if (view.data) return <JoinForm token={token} view={view.data} onStep={(state, way) => { setBegan(way); onStep(state); }} />;
  if (view.error) return <section className="card narrow"><Heading><JoinTitle /></Heading><Failed error={view.error} again={() => void view.refetch()} /></section>;
  return <Loading />;
}

function JoinTitle() {
  return useI18n().t('title.join');
}

function ByLink() {
  const token = useLinkToken();
  return token === undefined ? <Loading /> : <JoinSteps key={token} token={token} />;
}

/** The link of an invitation: what it is for, and then a way to sign in that only its reader has. */
export function Join() {
  return (
    <Page title="title.join" description="description.join">
      <ByLink />
    </Page>
  );
}
