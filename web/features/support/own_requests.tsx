'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ChangeFacts, ChangeTitle } from '@/features/changes/change_facts';
import { askEveryMs, changeKeys, useChangeStep } from '@/features/changes/use_change_step';
import { api, type Change } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Failed, Loading } from '@/shared/ui/states';

function Withdraw({ change, onDone, onClose }: { change: Change; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const step = useChangeStep((_: undefined) => api.withdrawChange(change.id), onDone);
  return (
    <ConfirmDialog title={t('grant.withdraw_title')} confirm={t('grant.withdraw')} busy={step.isPending} error={step.error}
      onConfirm={() => step.mutate(undefined)} onClose={onClose}>
      <p>{t('change.withdraw_text')}</p>
      <ChangeFacts change={change} />
    </ConfirmDialog>
  );
}

function Rows({ changes, onWithdraw }: { changes: readonly Change[]; onWithdraw?: (change: Change) => void }) {
  const { t } = useI18n();
  return (
    <ul className="rows">
      {changes.map((change) => (
        <li key={change.id}>
          <div>
            <ChangeTitle change={change} fields={change.fields} />
            <ChangeFacts change={change} />
            {onWithdraw && (
              <div className="acts">
                <Button look="secondary" onClick={() => onWithdraw(change)}>{t('grant.withdraw')}<span className="visually-hidden"> {t('change.named', { ticket: change.ticket })}</span></Button>
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function List({ items }: { items: readonly Change[] }) {
  const { t, count } = useI18n();
  const [chosen, setChosen] = useState<Change>();
  const [done, setDone] = useState(false);
  const waiting = items.filter(({ state }) => state === 'requested');
  const decided = items.filter(({ state }) => state !== 'requested');
  return (
    <>
      {waiting.length === 0 ? <p>{t('change.none_waiting')}</p> : <Rows changes={waiting} onWithdraw={(change) => { setDone(false); setChosen(change); }} />}
      <p role="status">{done ? t('grant.done.withdraw') : ''}</p>
      {decided.length > 0 && (
        <details>
          <summary>{count('change.decided', decided.length)}</summary>
          <Rows changes={decided} />
        </details>
      )}
      {chosen && <Withdraw change={chosen} onDone={() => { setChosen(undefined); setDone(true); }} onClose={() => setChosen(undefined)} />}
    </>
  );
}

/** What the reader asked to have changed, without its values: these are opened with a case alone. */
export function OwnRequests() {
  const { t } = useI18n();
  const changes = useQuery({ queryKey: changeKeys.requests, queryFn: api.changeRequests, refetchInterval: askEveryMs });
  return (
    <section className="card" aria-labelledby="own-requests">
      <h2 id="own-requests">{t('change.asked')}</h2>
      {changes.data ? <List items={changes.data.items} />
        : changes.error ? <Failed error={changes.error} again={() => void changes.refetch()} /> : <Loading />}
    </section>
  );
}
