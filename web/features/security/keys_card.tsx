'use client';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, type ApiKey, type ApiKeyRequest, type ApiKeys, type NewApiKey } from '@/shared/api/client';
import { limitOf, numberFault, textFault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Dialog } from '@/shared/ui/dialog';
import { CheckField, TextField } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icons';
import { Failed, Loading, Refused } from '@/shared/ui/states';
import { Card } from './card';
import { useSecurityChange } from './use_security_change';

const daysFirst = '90';
const nameLimit = limitOf('POST /account/api-keys', 'name');
const daysLimit = limitOf('POST /account/api-keys', 'days');
type Permission = ApiKeyRequest['permissions'][number];

function usePermissionWords() {
  const { known } = useI18n();
  return (permission: string) => known(`permission.${permission}`) ?? permission;
}

/** The key, this once. */
function KeyShown({ made, onKept }: { made: NewApiKey; onKept: () => void }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const copy = () => navigator.clipboard.writeText(made.key).then(() => setCopied(true), () => setCopied(false));
  return (
    <Dialog title={t('keys.made', { name: made.name })}>
      <p>{t('keys.once')}</p>
      <p className="secret-line" translate="no"><code>{made.key}</code></p>
      <div className="actions"><Button look="secondary" onClick={() => void copy()}>{t('keys.copy')}</Button></div>
      <p role="status" className="hint">{copied ? t('keys.copied') : ''}</p>
      <CheckField label={t('keys.kept')} checked={kept} onCheck={setKept} />
      <div className="actions"><Button disabled={!kept} onClick={onKept}>{t('action.continue')}</Button></div>
    </Dialog>
  );
}

function KeyForm({ possible, onMade, onClose }: { possible: readonly Permission[]; onMade: (made: NewApiKey) => void; onClose: () => void }) {
  const { t } = useI18n();
  const words = useWords();
  const inWords = usePermissionWords();
  const [name, setName] = useState('');
  const [days, setDays] = useState(daysFirst);
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const [asked, setAsked] = useState(false);
  const make = useSecurityChange(api.makeApiKey, onMade);
  const nameWrong = textFault(name.trim(), nameLimit);
  const daysWrong = /^\d+$/.test(days) ? numberFault(Number(days), daysLimit) : ({ key: 'fault.number' } as const);
  const noneChosen = permissions.length === 0;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!nameWrong && !daysWrong && !noneChosen && !make.isPending) make.mutate({ name: name.trim(), permissions: [...permissions], days: Number(days) });
  };
  const choose = (permission: Permission, on: boolean) =>
    setPermissions((held) => (on ? [...held, permission] : held.filter((other) => other !== permission)));
  return (
    <form noValidate onSubmit={onSubmit}>
      <TextField label={t('keys.name')} hint={t('keys.name_hint')} autoComplete="off" required value={name} fault={words.fault(asked ? nameWrong : undefined)} onText={setName} />
      <fieldset className="choice" aria-describedby={asked && noneChosen ? 'permissions-fault' : undefined}>
        <legend>{t('keys.permissions')}</legend>
        {possible.map((permission) => (
          <CheckField key={permission} label={inWords(permission)} hint={permission} checked={permissions.includes(permission)} onCheck={(on) => choose(permission, on)} />
        ))}
        {asked && noneChosen && <p className="fault" id="permissions-fault">{t('keys.permissions_none')}</p>}
      </fieldset>
      <TextField label={t('keys.days', { least: daysLimit.minimum ?? 1, most: daysLimit.maximum ?? 1 })} inputMode="numeric" autoComplete="off" required value={days} fault={words.fault(asked ? daysWrong : undefined)} onText={setDays} />
      <Refused error={make.error} />
      <div className="actions">
        <Button type="submit" busy={make.isPending}>{t('keys.make')}</Button>
        <Button look="quiet" onClick={onClose}>{t('action.not_now')}</Button>
      </div>
    </form>
  );
}

function KeyRow({ apiKey, onEnd }: { apiKey: ApiKey; onEnd: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const inWords = usePermissionWords();
  const over = new Date(apiKey.expires_at).getTime() <= Date.now();
  return (
    <li>
      <div>
        <p className="row-title">{apiKey.name}{over && <span className="chip over">{t('keys.over')}</span>}</p>
        <p className="hint">{t('keys.until', { date: format.date(apiKey.expires_at) })} · {apiKey.used_at ? t('security.used', { time: format.stamp(apiKey.used_at) }) : t('security.never_used')}</p>
        <p className="hint">{apiKey.permissions.map(inWords).join(' · ')}</p>
      </div>
      <Button look="quiet" aria-label={t('keys.end_named', { name: apiKey.name })} onClick={onEnd}>{t('keys.end')}</Button>
    </li>
  );
}

function Keys({ keys }: { keys: ApiKeys }) {
  const { t } = useI18n();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  const [ending, setEnding] = useState<ApiKey>();
  const end = useSecurityChange((key: ApiKey) => api.endApiKey(key.id), () => setEnding(undefined));
  const ask = (key: ApiKey) => {
    end.reset();
    setEnding(key);
  };
  return (
    <>
      {keys.items.length === 0
        ? <p>{t('keys.none')}</p>
        : <ul className="rows">{keys.items.map((key) => <KeyRow key={key.id} apiKey={key} onEnd={() => ask(key)} />)}</ul>}
      {making
        ? <KeyForm possible={keys.permissions_possible} onMade={(key) => { setMaking(false); setMade(key); }} onClose={() => setMaking(false)} />
        : <Button look="secondary" onClick={() => setMaking(true)}><Icon name="plus" />{t('keys.new')}</Button>}
      {made && <KeyShown made={made} onKept={() => setMade(undefined)} />}
      {ending && (
        <ConfirmDialog title={t('keys.end_ask', { name: ending.name })} confirm={t('keys.end')} busy={end.isPending} error={end.error}
          onConfirm={() => end.mutate(ending)} onClose={() => setEnding(undefined)}>
          <p>{t('keys.end_text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

export function KeysCard() {
  const { t } = useI18n();
  const keys = useQuery({ queryKey: ['api_keys'], queryFn: api.apiKeys });
  return (
    <Card title={t('security.keys')}>
      <p className="hint">{t('keys.text')}</p>
      {keys.data ? <Keys keys={keys.data} /> : keys.error ? <Failed error={keys.error} again={() => void keys.refetch()} /> : <Loading />}
    </Card>
  );
}
