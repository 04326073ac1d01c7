'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Account } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { FindAccount } from './find_account';
import { InviteCrew } from './invite_crew';
import { InviteStaff } from './invite_staff';
import { PersonRow } from './person_row';

function StaffList({ own }: { own: Account }) {
  const { t } = useI18n();
  const staff = useQuery({ queryKey: ['staff'], queryFn: api.staff });
  if (!staff.data) return staff.error ? <Failed error={staff.error} again={() => void staff.refetch()} /> : <Loading />;
  if (staff.data.items.length === 0) return <Empty title={t('staff.none')} text={t('staff.none_text')} />;
  return <ul className="rows">{staff.data.items.map((person) => <PersonRow key={person.id} person={person} own={own} />)}</ul>;
}

function StaffCards({ own }: { own: Account }) {
  const { t } = useI18n();
  const [inviting, setInviting] = useState<'staff' | 'crew'>();
  const [invited, setInvited] = useState('');
  const done = (email: string) => {
    setInviting(undefined);
    setInvited(email);
  };
  const open = (kind: 'staff' | 'crew') => {
    setInvited('');
    setInviting(kind);
  };
  return (
    <div className="stack">
      <section className="card" aria-labelledby="staff-list">
        <h2 id="staff-list">{t('staff.list')}</h2>
        <StaffList own={own} />
        <div className="actions">
          <Button onClick={() => open('staff')}><Icon name="plus" />{t('staff.invite')}</Button>
          <Button look="secondary" onClick={() => open('crew')}><Icon name="crew" />{t('staff.invite_crew')}</Button>
        </div>
        <p role="status">{invited && t('staff.invited', { email: invited })}</p>
      </section>
      {inviting === 'crew' && <InviteCrew onDone={done} onClose={() => setInviting(undefined)} />}
      {inviting === 'staff' && <InviteStaff onDone={done} onClose={() => setInviting(undefined)} />}
      <FindAccount own={own} />
    </div>
  );
}

/** Who works for Suncrew, for security officers. */
export function Staff() {
  const { t } = useI18n();
  return (
    <Page wide title="title.staff" description="description.staff">
      <Guard role="security">
        {(account) => (
          <>
            <Heading>{t('title.staff')}</Heading>
            <StaffCards own={account} />
          </>
        )}
      </Guard>
    </Page>
  );
}
