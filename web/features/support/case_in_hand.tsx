'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ChangeFacts, ChangeTitle } from '@/features/changes/change_facts';
import { api, Problem, type CaseDetail, type Change } from '@/shared/api/client';
import { idFault } from '@/shared/api/limits';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { useOver } from '@/shared/ui/use_now';
import { CaseOrders } from './case_orders';
import { EndCase } from './end_case';
import { ProposeChange } from './propose_change';
import { TimeLeft } from './time_left';
import { caseKey, useCases } from './use_case_change';

function Ended() {
  const { t } = useI18n();
  return <Empty title={t('case.over')} text={t('case.over_text')}><ButtonLink href="/support">{t('case.over_press')}</ButtonLink></Empty>;
}

function Customer({ detail, onAsked }: { detail: CaseDetail; onAsked: (change: Change) => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const router = useRouter();
  const [ending, setEnding] = useState(false);
  const { in_hand: inHand, customer } = detail;
  const facts = [
    [t('account.email'), customer.email],
    [t('case.language'), t(`case.language.${customer.language}`)],
    [t('case.ticket'), inHand.ticket],
    [t('case.reason'), inHand.reason],
    [t('grant.ends'), format.stamp(inHand.ends_at)],
  ];
  return (
    <section className="card" aria-labelledby="customer">
      <h2 id="customer" translate="no">{customer.name}</h2>
      <p className="row-title"><TimeLeft until={inHand.ends_at} />{customer.locked && <span className="chip care">{t('case.locked')}</span>}</p>
      <dl className="facts part">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="breakable" translate="no">{value}</dd></div>)}</dl>
      <div className="acts">
        <ProposeChange caseId={inHand.id} present={{ name: customer.name, email: customer.email }} onAsked={onAsked} />
        <Button look="quiet" onClick={() => setEnding(true)}>{t('case.end')}</Button>
      </div>
      {ending && <EndCase id={inHand.id} onDone={() => router.push('/support')} onClose={() => setEnding(false)} />}
    </section>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useI18n();
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">{t('case.changes')}</h2>
      {changes.length === 0 ? <p>{t('case.no_changes')}</p> : (
        <ul className="rows">
          {changes.map((change) => <li key={change.id}><div><ChangeTitle change={change} fields={change.fields} /><ChangeFacts change={change} /></div></li>)}
        </ul>
      )}
    </section>
  );
}

function InHand({ detail }: { detail: CaseDetail }) {
  const queries = useQueryClient();
  const over = useOver(detail.in_hand.ends_at);
  // The list of cases is no look, so it may be asked whether an officer has ended this one.
  const state = useCases().data?.items.find(({ id }) => id === detail.in_hand.id)?.state ?? 'approved';
  if (over || state !== 'approved') return <Ended />;
  // What was asked for is added to what is shown: reading the case anew would be another look.
  const onAsked = (change: Change) =>
    queries.setQueryData<CaseDetail>(caseKey(detail.in_hand.id), (held) => held && { ...held, changes: [change, ...held.changes] });
  return (
    <div className="stack">
      <div className="columns halves">
        <Customer detail={detail} onAsked={onAsked} />
        <CaseOrders caseId={detail.in_hand.id} orders={detail.orders} onAsked={onAsked} />
      </div>
      <Changes changes={detail.changes} />
    </div>
  );
}

/** Each reading leaves an entry that the customer sees, so nothing but a person's arrival here reads it. */
const once = { staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

function LoadedCase() {
  const id = useSearchParams().get('id') ?? '';
  const detail = useQuery({ queryKey: caseKey(id), queryFn: () => api.readCase(id), enabled: !idFault(id), ...once });
  if (detail.data) return <InHand detail={detail.data} />;
  if (idFault(id) || (detail.error instanceof Problem && detail.error.code === 'grant_required')) return <Ended />;
  return detail.error ? <Failed error={detail.error} again={() => void detail.refetch()} /> : <Loading />;
}

/** One case: who asks, with which orders, and what is asked to be changed. */
export function CaseInHand() {
  const { t } = useI18n();
  return (
    <Page wide title="title.case" description="description.case">
      <Guard role="support">
        {() => (
          <>
            <p><ButtonLink look="quiet" href="/support">{t('case.back')}</ButtonLink></p>
            <Heading>{t('title.case')}</Heading>
            <p className="lead">{t('case.lead')}</p>
            <LoadedCase />
          </>
        )}
      </Guard>
    </Page>
  );
}
