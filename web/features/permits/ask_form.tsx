'use client';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, type Account, type Grant } from '@/shared/api/client';
import { idFault, textFault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { SelectField, TextArea, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { purposeLimit, scopesOf, spansOf } from './limits';
import { useGrantChange } from './use_grant_change';

/** Asks for a grant: what is to be opened, why and for how long. */
export function AskForm({ own, onAsked }: { own: Account; onAsked: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const format = useFormat();
  const formRef = useRef<HTMLFormElement>(null);
  const scopes = scopesOf(own.role);
  const [scope, setScope] = useState<Grant['scope']>(scopes[0] ?? 'system');
  const [about, setAbout] = useState('');
  const [purpose, setPurpose] = useState('');
  const [minutes, setMinutes] = useState('30');
  const [asked, setAsked] = useState(0);
  const aboutWrong = scope === 'system' ? undefined : idFault(about.trim());
  const purposeWrong = textFault(purpose.trim(), purposeLimit);
  const ask = useGrantChange(api.askForGrant, () => {
    setAbout('');
    setPurpose('');
    setAsked(0);
    onAsked();
  });
  useEffect(() => {
    if (asked > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [asked]);
  const choose = (chosen: Grant['scope']) => {
    setScope(chosen);
    if (!spansOf(chosen).includes(Number(minutes))) setMinutes('60');
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(asked + 1);
    if (aboutWrong || purposeWrong || ask.isPending) return;
    const named = scope === 'contact_details' ? { account: about.trim() } : scope === 'order' ? { order: about.trim() } : {};
    ask.mutate({ scope, purpose: purpose.trim(), minutes: Number(minutes), ...named });
  };
  return (
    <form ref={formRef} noValidate onSubmit={onSubmit}>
      <div className="pair">
        <SelectField label={t('grant.what')} value={scope} onText={(chosen) => choose(chosen as Grant['scope'])}>
          {scopes.map((one) => <option key={one} value={one}>{t(`grant.scope.${one}`)}</option>)}
        </SelectField>
        <SelectField label={t('grant.span')} value={minutes} onText={setMinutes}>
          {spansOf(scope).map((one) => <option key={one} value={one}>{format.duration(one * 60)}</option>)}
        </SelectField>
      </div>
      {scope === 'system'
        ? <p className="hint">{t('grant.system_text')}</p>
        : <TextField label={t(scope === 'order' ? 'grant.order_id' : 'grant.account_id')} autoComplete="off" spellCheck={false} required value={about} fault={words.fault(asked ? aboutWrong : undefined)} onText={setAbout} />}
      <TextArea label={t('grant.purpose')} hint={t('grant.purpose_hint')} value={purpose} fault={words.fault(asked ? purposeWrong : undefined)} onText={setPurpose} />
      <Refused error={ask.error} say={{ order_not_found: 'grant.no_such_order' }} />
      <Button type="submit" busy={ask.isPending}>{t('grant.ask')}</Button>
    </form>
  );
}
