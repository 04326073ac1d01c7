'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, type Security, type SignInState } from '@/shared/api/client';
import { onProofNeeded } from '@/shared/api/proof';
import { useSession, useSessionChange } from '@/shared/api/session';
import type { Fault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { CodeField, PasswordField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { usePasskeyFor } from '@/shared/webauthn';
import { totpFault } from './codes';

type ProofProps = { onProven: (state: SignInState) => void };

function ByPasskey({ onProven }: ProofProps) {
  const { t } = useI18n();
  const prove = useMutation({
    mutationFn: async () => api.stepUp({ credential: await usePasskeyFor(await api.stepUpQuestion()) }),
    onSuccess: onProven,
  });
  return (
    <>
      <Refused error={prove.error} say={{ credentials_refused: 'problem.passkey_refused' }} />
      <div className="actions"><Button busy={prove.isPending} onClick={() => prove.mutate()}><Icon name="key" />{t('second.use_passkey')}</Button></div>
    </>
  );
}

function ByPassword({ email, withCode, onProven }: ProofProps & { email: string; withCode: boolean }) {
  const { t } = useI18n();
  const words = useWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const codeWrong = withCode ? totpFault(code) : undefined;
  const passwordWrong: Fault | undefined = password === '' ? { key: 'fault.required' } : undefined;
  const prove = useMutation({
    mutationFn: () => api.stepUp({ password, ...(withCode ? { totp: code } : {}) }),
    onSuccess: onProven,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!codeWrong && !passwordWrong && !prove.isPending) prove.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      {/* For password managers, which want to know whose password it is. */}
      <input hidden readOnly type="email" name="email" autoComplete="username" value={email} />
      <PasswordField label={t('account.password')} name="password" autoComplete="current-password" required value={password} fault={words.fault(asked ? passwordWrong : undefined)} onText={setPassword} />
      {withCode && <CodeField label={t('second.code')} value={code} fault={words.fault(asked ? codeWrong : undefined)} onText={setCode} />}
      <Refused error={prove.error} say={{ credentials_refused: 'problem.proof_refused' }} />
      <div className="actions"><Button type="submit" busy={prove.isPending}>{t('step_up.confirm')}</Button></div>
    </form>
  );
}

function Ways({ email, security, onProven }: ProofProps & { email: string; security: Security }) {
  const { t } = useI18n();
  const passkey = security.passkeys.length > 0;
  // A password is enough by itself only where no second factor is.
  const password = security.password_set && (security.totp !== null || !passkey);
  return (
    <>
      {passkey && <ByPasskey onProven={onProven} />}
      {passkey && password && <p className="or">{t('step_up.or')}</p>}
      {!passkey && !password && <p>{t('step_up.none')}</p>}
      {password && <ByPassword email={email} withCode={security.totp !== null} onProven={onProven} />}
    </>
  );
}

function StepUpDialog({ email, onProven, onClose }: ProofProps & { email: string; onClose: () => void }) {
  const { t } = useI18n();
  const security = useQuery({ queryKey: ['security'], queryFn: api.security });
  return (
    <Dialog title={t('step_up.heading')} onClose={onClose}>
      <p>{t('step_up.text')}</p>
      {security.data ? <Ways email={email} security={security.data} onProven={onProven} />
        : security.error ? <Failed error={security.error} again={() => void security.refetch()} /> : <Loading />}
      <div className="actions"><Button look="secondary" onClick={onClose}>{t('action.not_now')}</Button></div>
    </Dialog>
  );
}

/** Stands on every page and asks for proof when a request needs it. Closing it leaves everything as it was. */
export function StepUpAsker() {
  const session = useSession();
  const { renewed } = useSessionChange();
  const [open, setOpen] = useState(false);
  const answer = useRef<(proven: boolean) => void>(undefined);
  const email = session.status === 'signed_in' ? session.account.email : undefined;
  useEffect(() => {
    if (email === undefined) return;
    const stop = onProofNeeded(() => new Promise((resolve) => {
      answer.current = resolve;
      setOpen(true);
    }));
    return () => {
      stop();
      answer.current?.(false);
    };
  }, [email]);
  const close = (proven: boolean) => {
    setOpen(false);
    answer.current?.(proven);
    answer.current = undefined;
  };
  if (!open || email === undefined) return null;
  const onProven = (state: SignInState) => {
    renewed(state);
    close(true);
  };
  return <StepUpDialog email={email} onProven={onProven} onClose={() => close(false)} />;
}
