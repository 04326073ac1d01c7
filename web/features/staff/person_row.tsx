'use client';
import Link from 'next/link';
import { useState } from 'react';
import { type Account, type StaffMember } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { actsOn, PersonAct, type Act } from './person_acts';

const looks: Record<StaffMember['state'], string> = { active: 'chip good', invited: 'chip', locked: 'chip care' };

/** One account and what an officer can do about it. */
export function PersonRow({ person, own }: { person: StaffMember; own: Account }) {
  const { t } = useI18n();
  const format = useFormat();
  const [act, setAct] = useState<Act>();
  const [done, setDone] = useState<Act>();
  const acts = actsOn(person, own);
  // An officer is told no customer's name.
  const named = person.name ?? person.email;
  const begin = (chosen: Act) => {
    setDone(undefined);
    setAct(chosen);
  };
  return (
    <li className="person">
      <div>
        <p className="row-title">{named}<span className={looks[person.state]}>{t(`staff.state.${person.state}`)}</span><span className="chip over">{t(`role.${person.role}`)}</span></p>
        {person.name && <p className="hint breakable">{person.email}</p>}
        <p className="hint">
          {person.second_factor ? t('staff.factor') : t('staff.no_factor')} · {person.last_used_at ? t('security.used', { time: format.stamp(person.last_used_at) }) : t('security.never_used')} · <Link href={`/staff/events?account=${person.id}`}>{t('staff.events')}</Link>
        </p>
        {acts.length > 0 && (
          <details>
            <summary>{t('staff.acts', { name: named })}</summary>
            <div className="acts">{acts.map((one) => <Button key={one} look={one === 'lock' ? 'danger' : 'secondary'} onClick={() => begin(one)}>{t(`staff.act.${one}`)}</Button>)}</div>
          </details>
        )}
        <p role="status" className="hint">{done ? t(`staff.done.${done}`) : ''}</p>
      </div>
      {act && <PersonAct act={act} person={person} onDone={() => { setAct(undefined); setDone(act); }} onClose={() => setAct(undefined)} />}
    </li>
  );
}
