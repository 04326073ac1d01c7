'use client';
import { useState } from 'react';
import { api, type OwnChange } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { ChangeTitle, OwnChangeFacts } from './change_facts';
import { Differences } from './differences';
import { useOwnChanges } from './use_own_changes';
import { useChangeStep } from './use_change_step';

type Decision = 'approve' | 'refuse';
const calls = { approve: api.approveOwnChange, refuse: api.refuseOwnChange };
const fieldsOf = (change: OwnChange) => change.differences.map(({ field }) => field);

/** Asks once more, with the difference in sight: what is decided is decided. */
function Decide({ change, decision, onDone, onClose }: { change: OwnChange; decision: Decision; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const step = useChangeStep((_: undefined) => calls[decision](change.id), onDone);
  return (
    <ConfirmDialog look={decision === 'approve' ? 'primary' : 'danger'} title={t(`change.own.${decision}_title`)} confirm={t(`change.own.${decision}`)}
      busy={step.isPending} error={step.error} onConfirm={() => step.mutate(undefined)} onClose={onClose}>
      <p>{t(`change.own.${decision}_text`)}</p>
      <Differences differences={change.differences} />
      {decision === 'approve' && fieldsOf(change).includes('email') && <p className="hint">{t('change.email_text')}</p>}
    </ConfirmDialog>
  );
}

function Waiting({ change, onDecide }: { change: OwnChange; onDecide: (decision: Decision) => void }) {
  const { t } = useI18n();
  const named = <span className="visually-hidden"> {t('change.named', { ticket: change.ticket })}</span>;
  return (
    <li className="card">
      <ChangeTitle change={change} fields={fieldsOf(change)} />
      <Differences differences={change.differences} />
      <OwnChangeFacts change={change} />
      <div className="acts">
        <Button onClick={() => onDecide('approve')}>{t('change.own.approve')}{named}</Button>
        <Button look="danger" onClick={() => onDecide('refuse')}>{t('change.own.refuse')}{named}</Button>
        {change.order && <ButtonLink look="quiet" href={`/order?id=${change.order}`}>{t('change.see_order')}</ButtonLink>}
      </div>
    </li>
  );
}

function History({ changes }: { changes: readonly OwnChange[] }) {
  const { t } = useI18n();
  if (changes.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decided">
      <h2 id="decided">{t('change.history')}</h2>
      <ul className="rows">
        {changes.map((change) => (
          <li key={change.id}>
            <div>
              <ChangeTitle change={change} fields={fieldsOf(change)} />
              <Differences differences={change.differences} />
              <OwnChangeFacts change={change} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes() {
  const { t } = useI18n();
  const changes = useOwnChanges();
  const [chosen, setChosen] = useState<{ change: OwnChange; decision: Decision }>();
  const [done, setDone] = useState<Decision>();
  if (!changes.data) return changes.error ? <Failed error={changes.error} again={() => void changes.refetch()} /> : <Loading />;
  const waiting = changes.data.items.filter(({ state }) => state === 'requested');
  const begin = (change: OwnChange, decision: Decision) => {
    setDone(undefined);
    setChosen({ change, decision });
  };
  const finish = () => {
    setDone(chosen?.decision);
    setChosen(undefined);
  };
  return (
    <div className="stack">
      <p role="status" className="said">{done ? t(`change.own.done.${done}`) : ''}</p>
      {waiting.length === 0
        ? <Empty title={t('change.own.none')} text={t('change.own.none_text')} />
        : <ul className="stack">{waiting.map((change) => <Waiting key={change.id} change={change} onDecide={(decision) => begin(change, decision)} />)}</ul>}
      <History changes={changes.data.items.filter(({ state }) => state !== 'requested')} />
      {chosen && <Decide {...chosen} onDone={finish} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

/** What support asks to change of one's own account and orders. */
export function OwnChanges() {
  const { t } = useI18n();
  return (
    <Page title="title.changes" description="description.changes">
      <Guard role="customer">
        {() => (
          <>
            <Heading>{t('title.changes')}</Heading>
            <p className="lead">{t('change.own.lead')}</p>
            <Changes />
          </>
        )}
      </Guard>
    </Page>
  );
}
