'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Change } from '@/shared/api/client';
import { limitOf, textFault } from '@/shared/api/limits';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { TextArea } from '@/shared/ui/field';
import { Empty, Failed, Loading, Refused } from '@/shared/ui/states';
import { ChangeFacts, ChangeTitle } from './change_facts';
import { Differences } from './differences';
import { askEveryMs, changeKeys, useChangeStep } from './use_change_step';

const reasonLimit = limitOf('POST /change-requests/{change}/refusal', 'reason');
type Decision = 'approve' | 'refuse';
type DecisionProps = { change: Change; onDone: () => void; onClose: () => void };

function Approve({ change, onDone, onClose }: DecisionProps) {
  const { t } = useI18n();
  const step = useChangeStep((_: undefined) => api.approveChange(change.id), onDone);
  return (
    <ConfirmDialog look="primary" title={t('change.approve_title', { name: change.requested_by })} confirm={t('grant.approve')} busy={step.isPending} error={step.error}
      onConfirm={() => step.mutate(undefined)} onClose={onClose}>
      <p>{t('change.approve_text')}</p>
      <ChangeFacts change={change} />
    </ConfirmDialog>
  );
}

function Refuse({ change, onDone, onClose }: DecisionProps) {
  const { t } = useI18n();
  const words = useWords();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const wrong = textFault(reason.trim(), reasonLimit);
  const step = useChangeStep((_: undefined) => api.refuseChange(change.id, reason.trim()), onDone);
  const onConfirm = () => {
    setAsked(true);
    if (!wrong) step.mutate(undefined);
  };
  return (
    <ConfirmDialog title={t('change.refuse_title', { name: change.requested_by })} confirm={t('grant.refuse')} busy={step.isPending} error={step.error} onConfirm={onConfirm} onClose={onClose}>
      <TextArea label={t('grant.reason')} hint={t('grant.reason_hint')} value={reason} fault={words.fault(asked ? wrong : undefined)} onText={setReason} />
    </ConfirmDialog>
  );
}

/** One request. Its values are opened when they are asked for, and nobody approves what they have not seen. */
function WaitingChange({ change, onDecide }: { change: Change; onDecide: (decision: Decision) => void }) {
  const { t } = useI18n();
  const look = useMutation({ mutationFn: () => api.openChange(change.id), gcTime: 0 });
  const named = <span className="visually-hidden"> {change.requested_by}</span>;
  return (
    <li>
      <div>
        <ChangeTitle change={change} fields={change.fields} />
        <ChangeFacts change={change} />
        <div role="status">{look.data && <Differences differences={look.data.differences} />}</div>
        <Refused error={look.error} />
        <div className="acts">
          {look.data
            ? <Button onClick={() => onDecide('approve')}>{t('grant.approve')}{named}</Button>
            : <Button look="secondary" busy={look.isPending} onClick={() => look.mutate()}>{t('change.show_values')}{named}</Button>}
          <Button look="danger" onClick={() => onDecide('refuse')}>{t('grant.refuse')}{named}</Button>
        </div>
        {!look.data && <p className="hint">{t('change.show_values_text')}</p>}
      </div>
    </li>
  );
}

/** Support's requests for changes that wait, for security officers. */
export function WaitingChanges() {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<{ change: Change; decision: Decision }>();
  const [done, setDone] = useState<Decision>();
  const changes = useQuery({ queryKey: changeKeys.requests, queryFn: api.changeRequests, refetchInterval: askEveryMs });
  const begin = (change: Change, decision: Decision) => {
    setDone(undefined);
    setChosen({ change, decision });
  };
  const close = () => setChosen(undefined);
  const finish = () => {
    setDone(chosen?.decision);
    close();
  };
  if (!changes.data) return changes.error ? <Failed error={changes.error} again={() => void changes.refetch()} /> : <Loading />;
  const { items } = changes.data;
  return (
    <>
      {items.length === 0
        ? <Empty title={t('change.no_requests')} text={t('grant.no_requests_text')} />
        : <ul className="rows">{items.map((change) => <WaitingChange key={change.id} change={change} onDecide={(decision) => begin(change, decision)} />)}</ul>}
      <p role="status">{done ? t(`change.done.${done}`) : ''}</p>
      {chosen?.decision === 'approve' && <Approve change={chosen.change} onDone={finish} onClose={close} />}
      {chosen?.decision === 'refuse' && <Refuse change={chosen.change} onDone={finish} onClose={close} />}
    </>
  );
}
