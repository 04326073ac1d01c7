'use client';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type Method, type SignInState } from '@/shared/api/client';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { CodeField, TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Heading } from '@/shared/ui/page';
import { Refused } from '@/shared/ui/states';
import { usePasskeyFor } from '@/shared/webauthn';
import { recoveryFault, totpFault } from './codes';
import { LostFactor } from './lost_factor';
import { StartOver } from './start_over';

type StepProps = { onStep: (state: SignInState) => void };

function TotpStep({ onStep }: StepProps) {
  const { t } = useI18n();
  const words = useWords();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const show = useMutation({ mutationFn: () => api.showSecondFactor({ totp: code }), onSuccess: onStep });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!totpFault(code) && !show.isPending) show.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <CodeField autoFocus label={t('second.code')} hint={t('second.code_hint')} value={code} fault={words.fault(asked ? totpFault(code) : undefined)} onText={setCode} />
      <Refused error={show.error} say={{ credentials_refused: 'problem.code_refused' }} />
      <div className="actions"><Button type="submit" large busy={show.isPending}>{t('action.continue')}</Button></div>
    </form>
  );
}

function PasskeyStep({ onStep }: StepProps) {
  const { t } = useI18n();
  const show = useMutation({
    mutationFn: async () => api.showSecondFactor({ credential: await usePasskeyFor(await api.secondFactorQuestion()) }),
    onSuccess: onStep,
  });
  return (
    <>
      <p>{t('second.passkey_text')}</p>
      <Refused error={show.error} say={{ credentials_refused: 'problem.passkey_refused' }} />
      <div className="actions"><Button large busy={show.isPending} onClick={() => show.mutate()}><Icon name="key" />{t('second.use_passkey')}</Button></div>
    </>
  );
}

function RecoveryStep({ onStep }: StepProps) {
  const { t } = useI18n();
  const words = useWords();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const show = useMutation({ mutationFn: () => api.showSecondFactor({ recovery_code: code.trim() }), onSuccess: onStep });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!recoveryFault(code) && !show.isPending) show.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <TextField label={t('second.recovery')} hint={t('second.recovery_hint')} autoComplete="off" autoCapitalize="characters" spellCheck={false} autoFocus required
        value={code} fault={words.fault(asked ? recoveryFault(code) : undefined)} onText={setCode} />
      <Refused error={show.error} say={{ credentials_refused: 'problem.code_refused' }} />
      <div className="actions"><Button type="submit" large busy={show.isPending}>{t('action.continue')}</Button></div>
    </form>
  );
}

const steps: Record<Method, (props: StepProps) => React.ReactNode> = { totp: TotpStep, passkey: PasskeyStep, recovery_code: RecoveryStep };
const others: Record<Method, MessageKey> = { totp: 'second.instead_totp', passkey: 'second.instead_passkey', recovery_code: 'second.instead_recovery' };
const wanted: readonly Method[] = ['totp', 'passkey', 'recovery_code'];

/** What is asked for after the password, in place: one way at a time, the others a press away. */
export function SecondStep({ methods, onStep }: StepProps & { methods: readonly Method[] }) {
  const { t } = useI18n();
  const possible = wanted.filter((method) => methods.includes(method));
  const [chosen, setChosen] = useState<Method | 'lost'>();
  const method = chosen ?? possible[0] ?? 'lost';
  if (method === 'lost') return <LostFactor onStep={onStep} onBack={() => setChosen(possible[0])} />;
  const Step = steps[method];
  return (
    <section className="card narrow">
      <Heading>{t('second.heading')}</Heading>
      <Step onStep={onStep} />
      <ul className="other-ways">
        {possible.filter((other) => other !== method).map((other) => (
          <li key={other}><Button look="quiet" onClick={() => setChosen(other)}>{t(others[other])}</Button></li>
        ))}
        <li><Button look="quiet" onClick={() => setChosen('lost')}>{t('second.lost')}</Button></li>
        <li><StartOver /></li>
      </ul>
    </section>
  );
}
