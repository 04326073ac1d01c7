'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Grant } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { GrantFacts } from './grant_facts';
import { GrantRows } from './grant_rows';
import { askEveryMs, grantKeys, useGrantChange } from './use_grant_change';

function Revoke({ grant, onDone, onClose }: { grant: Grant; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const change = useGrantChange((_: undefined) => api.revokeGrant(grant.id), onDone);
  return (
    <ConfirmDialog title={t('grant.revoke_title', { name: grant.holder })} confirm={t('grant.revoke')} busy={change.isPending} error={change.error}
      onConfirm={() => change.mutate(undefined)} onClose={onClose}>
      <p>{t('grant.revoke_text')}</p>
      <GrantFacts grant={grant} />
    </ConfirmDialog>
  );
}

function LiveList() {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<Grant>();
  const [done, setDone] = useState(false);
  const grants = useQuery({ queryKey: grantKeys.live, queryFn: api.liveGrants, refetchInterval: askEveryMs });
  const begin = (grant: Grant) => {
    setDone(false);
    setChosen(grant);
  };
  return (
    <>
      <GrantRows grants={grants} none={t('grant.no_live')} noneText={t('grant.no_live_text')} actsOn={(grant) => (
        <div className="acts"><Button look="danger" onClick={() => begin(grant)}>{t('grant.revoke')}<span className="visually-hidden"> {grant.holder}</span></Button></div>
      )} />
      <p role="status">{done ? t('grant.done.revoke') : ''}</p>
      {chosen && <Revoke grant={chosen} onDone={() => { setChosen(undefined); setDone(true); }} onClose={() => setChosen(undefined)} />}
    </>
  );
}

/** Every grant that is valid, for security officers, who can end each at once. */
export function LiveGrants() {
  const { t } = useI18n();
  return (
    <Page wide title="title.live_grants" description="description.live_grants">
      <Guard role="security">
        {() => (
          <>
            <Heading>{t('title.live_grants')}</Heading>
            <section className="card" aria-labelledby="live-grants">
              <h2 id="live-grants">{t('grant.live')}</h2>
              <LiveList />
            </section>
          </>
        )}
      </Guard>
    </Page>
  );
}
