'use client';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { api, type FactorEnrolled, type TotpOffer } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { CodeField } from '@/shared/ui/field';
import { Loading, Refused } from '@/shared/ui/states';
import { totpFault } from './codes';

const QrPicture = lazy(() => import('./qr_picture'));

/** The key in groups of four, which people can read and type. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

function CopyKey({ secret }: { secret: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true), () => setCopied(false));
  return (
    <>
      <p className="secret-line" translate="no"><code>{grouped(secret)}</code></p>
      <Button look="quiet" onClick={() => void copy()}>{t('totp.copy')}</Button>
      <span role="status" className="hint">{copied ? t('totp.copied') : ''}</span>
    </>
  );
}

function Confirmation({ offer, onEnrolled }: { offer: TotpOffer; onEnrolled: (enrolled: FactorEnrolled) => void }) {
  const { t } = useI18n();
  const words = useWords();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const confirm = useMutation({ mutationFn: () => api.confirmTotp(code), onSuccess: onEnrolled });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!totpFault(code) && !confirm.isPending) confirm.mutate();
  };
  return (
    <form noValidate onSubmit={onSubmit}>
      <ol className="steps">
        <li>
          <p>{t('totp.scan')}</p>
          <Suspense fallback={<Loading />}><QrPicture text={offer.uri} title={t('totp.qr')} /></Suspense>
          <p><a href={offer.uri}>{t('totp.same_phone')}</a></p>
          <details>
            <summary>{t('totp.by_hand')}</summary>
            <CopyKey secret={offer.secret} />
          </details>
        </li>
        <li><CodeField label={t('totp.code')} hint={t('totp.code_hint')} value={code} fault={words.fault(asked ? totpFault(code) : undefined)} onText={setCode} /></li>
      </ol>
      <Refused error={confirm.error} say={{ credentials_refused: 'problem.code_refused' }} />
      <div className="actions"><Button type="submit" large busy={confirm.isPending}>{t('totp.confirm')}</Button></div>
    </form>
  );
}

type Setup = { text: string; start: string; onEnrolled: (enrolled: FactorEnrolled) => void };

/** Connects an authenticator app: a key for it, and a code from it as proof that it has arrived. */
export function TotpSetup({ text, start, onEnrolled }: Setup) {
  const begin = useMutation({ mutationFn: api.beginTotp });
  if (begin.data) return <Confirmation offer={begin.data} onEnrolled={onEnrolled} />;
  return (
    <>
      <p>{text}</p>
      <Refused error={begin.error} />
      <div className="actions"><Button look="secondary" busy={begin.isPending} onClick={() => begin.mutate()}>{start}</Button></div>
    </>
  );
}
