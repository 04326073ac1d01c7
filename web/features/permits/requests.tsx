'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { WaitingChanges } from '@/features/changes/waiting_changes';
import { api, type Account, type Grant } from '@/shared/api/client';
import { textFault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { TextArea } from '@/shared/ui/field';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { CourseState } from './course_state';
import { GrantFacts } from './grant_facts';
import { GrantRows } from './grant_rows';
import { parties, reasonLimit } from './limits';
import { askEveryMs, grantKeys, useGrantChange } from './use_grant_change';

type DecisionProps = { grant: Grant; onDone: () => void; onClose: () => void };

function Approve({ grant, onDone, onClose }: DecisionProps) {
  const { t } = useI18n();
  const change = useGrantChange((_: undefined) => api.approveGrant(grant.id), onDone);
  return (
    <ConfirmDialog look="primary" title={t('grant.approve_title', { name: grant.holder })} confirm={t('grant.approve')} busy={change.isPending} error={change.error}
      onConfirm={() => change.mutate(undefined)} onClose={onClose}>
      <p>{t(grant.scope === 'system' ? 'grant.approve_system_text' : 'grant.approve_text')}</p>
      <GrantFacts grant={grant} />
    </ConfirmDialog>
  );
}

function Refuse({ grant, onDone, onClose }: DecisionProps) {
  const { t } = useI18n();
  const words = useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const wrong = textFault(reason.trim(), reasonLimit);
  const change = useGrantChange((_: undefined) => api.refuseGrant(grant.id, reason.trim()), onDone);
  const onConfirm = () => {
    setAsked(true);
    if (!wrong) change.mutate(undefined);
  };
  return (
    <ConfirmDialog title={t('grant.refuse_title', { name: grant.holder })} confirm={t('grant.refuse')} busy={change.isPending} error={change.error} onConfirm={onConfirm} onClose={onClose}>
      <TextArea label={t('grant.reason')} hint={t('grant.reason_hint')} value={reason} fault={words.fault(asked ? wrong : undefined)} onText={setReason} />
    </ConfirmDialog>
  );
}

function RequestList() {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<{ grant: Grant; decision: 'approve' | 'refuse' }>();
  const [done, setDone] = useState<'approve' | 'refuse'>();
  const grants = useQuery({ queryKey: grantKeys.requests, queryFn: api.grantRequests, refetchInterval: askEveryMs });
  const begin = (grant: Grant, decision: 'approve' | 'refuse') => {
    setDone(undefined);
    setChosen({ grant, decision });
  };
  const close = () => setChosen(undefined);
  const finish = () => {
    setDone(chosen?.decision);
    close();
  };
  return (
    <>
      <GrantRows grants={grants} none={t('grant.no_requests')} noneText={t('grant.no_requests_text')} actsOn={(grant) => (
        <div className="acts">
          <Button onClick={() => begin(grant, 'approve')}>{t('grant.approve')}<span className="visually-hidden"> {grant.holder}</span></Button>
          <Button look="danger" onClick={() => begin(grant, 'refuse')}>{t('grant.refuse')}<span className="visually-hidden"> {grant.holder}</span></Button>
        </div>
      )} />
      <p role="status">{done ? t(`grant.done.${done}`) : ''}</p>
      {chosen?.decision === 'approve' && <Approve grant={chosen.grant} onDone={finish} onClose={close} />}
      {chosen?.decision === 'refuse' && <Refuse grant={chosen.grant} onDone={finish} onClose={close} />}
    </>
  );
}

function Waiting({ own }: { own: Account }) {
  const { t } = useI18n();
  return (
    <div className="stack">
      <section className="card" aria-labelledby="grant-requests">
        <h2 id="grant-requests">{t('grant.requests')}</h2>
        <p>{t('grant.requests_text')}</p>
        <CourseState />
        <RequestList />
      </section>
      {own.role === 'security' && (
        <section className="card" aria-labelledby="change-requests">
          <h2 id="change-requests">{t('change.requests')}</h2>
          <p>{t('change.requests_text')}</p>
          <WaitingChanges />
        </section>
      )}
    </div>
  );
}

/** What waits for the reader's decision. */
export function Requests() {
  const { t } = useI18n();
  return (
    <Page wide title="title.approvals" description="description.approvals">
      <Guard role={parties}>{(own) => <><Heading>{t('title.approvals')}</Heading><Waiting own={own} /></>}</Guard>
    </Page>
  );
}
