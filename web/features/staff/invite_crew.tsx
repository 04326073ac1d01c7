'use client';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { accountLimits, emailFault } from '@/features/account/fields';
import { PlaceSearch } from '@/features/quote/place_search';
import { api, type CrewInvitation } from '@/shared/api/client';
import { limitOf, numberFault, textFault, type Fault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n, type Language } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { PlaceMap } from '@/shared/map/place_map';
import { Button } from '@/shared/ui/button';
import { CheckField, TextField } from '@/shared/ui/field';
import { Refused } from '@/shared/ui/states';
import { LanguageField } from './language_field';
import { useStaffChange } from './use_staff_change';

type Skill = CrewInvitation['skills'][number];
type Weekday = CrewInvitation['works_on'][number];

const skills: readonly Skill[] = ['pitched_roof', 'flat_roof', 'tile', 'metal', 'electrical', 'battery', 'heights'];
const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const radiusLimit = limitOf('POST /crews', 'radius_km');
const jobsLimit = limitOf('POST /crews', 'active_jobs_max');
const digits = 5;

type Form = {
  name: string; email: string; language: Language; search: string; at?: { latitude: number; longitude: number };
  radius: string; jobs: string; skills: readonly Skill[]; days: readonly Weekday[];
};
type Faults = Partial<Record<'name' | 'email' | 'at' | 'radius' | 'jobs' | 'skills' | 'days', Fault>>;

function faultsOf(form: Form): Faults {
  const found: Faults = {
    name: textFault(form.name.trim(), accountLimits.name),
    email: emailFault(form.email.trim()),
    at: form.at ? undefined : { key: 'quote.place.missing' },
    radius: numberFault(form.radius === '' ? undefined : Number(form.radius), radiusLimit),
    jobs: numberFault(form.jobs === '' ? undefined : Number(form.jobs), jobsLimit),
    skills: form.skills.length > 0 ? undefined : { key: 'fault.choose' },
    days: form.days.length > 0 ? undefined : { key: 'fault.choose' },
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined));
}

type SomeOfProps<T extends string> = { legend: string; options: readonly { value: T; text: string }[]; chosen: readonly T[]; fault?: string; onChoose: (chosen: readonly T[]) => void };

function SomeOf<T extends string>({ legend, options, chosen, fault, onChoose }: SomeOfProps<T>) {
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div className="checks">
        {options.map(({ value, text }) => (
          <CheckField key={value} label={text} checked={chosen.includes(value)} onCheck={(on) => onChoose(on ? [...chosen, value] : chosen.filter((other) => other !== value))} />
        ))}
      </div>
      {fault && <p className="fault" role="alert">{fault}</p>}
    </fieldset>
  );
}

/** Invites a crew: who they are, where they work and what they can do. */
export function InviteCrew({ onDone, onClose }: { onDone: (email: string) => void; onClose: () => void }) {
  const { t, language: own } = useI18n();
  const words = useWords();
  const format = useFormat();
  const formRef = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<Form>({ name: '', email: '', language: own, search: '', radius: '60', jobs: '3', skills: [], days: days.slice(0, 5) });
  const [faults, setFaults] = useState<Faults>({});
  const put = (part: Partial<Form>) => setForm((held) => ({ ...held, ...part }));
  const invite = useStaffChange(api.inviteCrew, () => onDone(form.email.trim()));
  useEffect(() => {
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0 || !form.at || invite.isPending) return;
    invite.mutate({
      name: form.name.trim(), email: form.email.trim(), language: form.language, ...form.at, radius_km: Number(form.radius),
      skills: [...form.skills], works_on: [...form.days], active_jobs_max: Number(form.jobs),
    });
  };
  const point = form.at && `${format.number(form.at.latitude, digits)}, ${format.number(form.at.longitude, digits)}`;
  return (
    <section className="card" aria-labelledby="invite-crew">
      <h2 id="invite-crew">{t('staff.invite_crew')}</h2>
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <div className="pair">
          <TextField label={t('account.name')} autoComplete="off" required value={form.name} fault={words.fault(faults.name)} onText={(name) => put({ name })} />
          <TextField label={t('account.email')} type="email" autoComplete="off" required value={form.email} fault={words.fault(faults.email)} onText={(email) => put({ email })} />
          <LanguageField value={form.language} onChoose={(language) => put({ language })} />
        </div>
        <PlaceSearch text={form.search} fault={words.fault(faults.at)} onText={(search) => put({ search })}
          onPlace={(place) => put({ search: place.name, at: { latitude: place.latitude, longitude: place.longitude } })} />
        <PlaceMap picked={form.at} onPick={({ latitude, longitude }) => put({ at: { latitude, longitude } })} />
        <p role="status" className="hint">{point ? t('crew_invite.point', { point }) : ''}</p>
        <div className="pair">
          <TextField label={t('crew_invite.radius')} inputMode="decimal" autoComplete="off" required value={form.radius} fault={words.fault(faults.radius)} onText={(radius) => put({ radius })} />
          <TextField label={t('crew_invite.jobs')} inputMode="numeric" autoComplete="off" required value={form.jobs} fault={words.fault(faults.jobs)} onText={(jobs) => put({ jobs })} />
        </div>
        <SomeOf legend={t('crew_invite.skills')} options={skills.map((value) => ({ value, text: t(`skill.${value}`) }))} chosen={form.skills} fault={words.fault(faults.skills)} onChoose={(chosen) => put({ skills: chosen })} />
        <SomeOf legend={t('crew_invite.days')} options={days.map((value) => ({ value, text: format.weekday(value) }))} chosen={form.days} fault={words.fault(faults.days)} onChoose={(chosen) => put({ days: chosen })} />
        <Refused error={invite.error} />
        <div className="actions">
          <Button type="submit" busy={invite.isPending}>{t('staff.send')}</Button>
          <Button look="quiet" onClick={onClose}>{t('action.not_now')}</Button>
        </div>
      </form>
    </section>
  );
}
