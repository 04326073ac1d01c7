'use client';
import { useState, type ReactNode } from 'react';
import type { FactorEnrolled, SignInState } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Heading } from '@/shared/ui/page';
import { PasskeySetup } from './passkey_setup';
import { RecoveryCodes } from './recovery_codes';
import { StartOver } from './start_over';
import { TotpSetup } from './totp_setup';

/**
 * What to do with a factor that was just enrolled. The session is complete from then on, and may be seen to be so at
 * any time: the codes are held here, above whatever that changes, until they were kept.
 */
export function useEnrolled(onDone: (state: SignInState) => void): { codes: ReactNode; onEnrolled: (made: FactorEnrolled) => void } {
  const { t } = useI18n();
  const [held, setHeld] = useState<FactorEnrolled>();
  const onEnrolled = (made: FactorEnrolled) => {
    if (made.recovery_codes?.length) setHeld(made);
    else onDone(made.state);
  };
  const codes = held?.recovery_codes && (
    <section className="card narrow">
      <Heading>{t('recovery.heading')}</Heading>
      <RecoveryCodes codes={held.recovery_codes} onKept={() => onDone(held.state)} />
    </section>
  );
  return { codes, onEnrolled };
}

/**
 * The step before anything else for whoever has to have a second factor and has none. Without a password, an app
 * would be no second factor but the only one.
 */
export function Enrolment({ onEnrolled, passkeyOnly = false }: { onEnrolled: (made: FactorEnrolled) => void; passkeyOnly?: boolean }) {
  const { t } = useI18n();
  return (
    <section className="card narrow">
      <Heading>{t('enrolment.heading')}</Heading>
      <p>{t(passkeyOnly ? 'enrolment.text_passkey' : 'enrolment.text')}</p>
      <section aria-labelledby="with-passkey" className="way-in">
        <h2 id="with-passkey">{t('enrolment.passkey')}</h2>
        <PasskeySetup onEnrolled={onEnrolled} />
      </section>
      {!passkeyOnly && (
        <section aria-labelledby="with-app" className="way-in">
          <h2 id="with-app">{t('enrolment.app')}</h2>
          <TotpSetup text={t('totp.text')} start={t('totp.begin')} onEnrolled={onEnrolled} />
        </section>
      )}
      <StartOver />
    </section>
  );
}
