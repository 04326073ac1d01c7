'use client';
import { useState } from 'react';
import type { SupportCase } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { Failed, Loading } from '@/shared/ui/states';
import { EndCase } from './end_case';
import { TimeLeft } from './time_left';
import { useCases } from './use_case_change';

function LiveCase({ live, onEnd }: { live: SupportCase; onEnd: () => void }) {
  const { t } = useI18n();
  const named = <span className="visually-hidden"> {t('change.named', { ticket: live.ticket })}</span>;
  return (
    <li>
      <div>
        <p className="row-title">{live.ticket}<TimeLeft until={live.ends_at} /></p>
        <p className="hint">{live.reason}</p>
        <div className="acts">
          <ButtonLink href={`/support/case?id=${live.id}`}>{t('case.go_on')}{named}</ButtonLink>
          <Button look="secondary" onClick={onEnd}>{t('case.end')}{named}</Button>
        </div>
      </div>
    </li>
  );
}

function Ended({ cases }: { cases: readonly SupportCase[] }) {
  const { count } = useI18n();
  const format = useFormat();
  if (cases.length === 0) return null;
  return (
    <details>
      <summary>{count('case.ended_cases', cases.length)}</summary>
      <ul className="rows">
        {cases.map(({ id, ticket, reason, opened_at }) => (
          <li key={id}><div><p className="row-title">{ticket}</p><p className="hint">{format.stamp(opened_at)} · {reason}</p></div></li>
        ))}
      </ul>
    </details>
  );
}

function List({ items }: { items: readonly SupportCase[] }) {
  const { t } = useI18n();
  const [ending, setEnding] = useState<SupportCase>();
  const [done, setDone] = useState(false);
  const live = items.filter(({ state }) => state === 'approved');
  return (
    <>
      {live.length === 0
        ? <p>{t('case.none')}</p>
        : <ul className="rows">{live.map((one) => <LiveCase key={one.id} live={one} onEnd={() => { setDone(false); setEnding(one); }} />)}</ul>}
      <p role="status">{done ? t('case.ended_now') : ''}</p>
      <Ended cases={items.filter(({ state }) => state !== 'approved')} />
      {ending && <EndCase id={ending.id} onDone={() => { setEnding(undefined); setDone(true); }} onClose={() => setEnding(undefined)} />}
    </>
  );
}

/** The reader's cases: those that are open, and behind a press those that were. */
export function CaseList() {
  const { t } = useI18n();
  const cases = useCases();
  return (
    <section className="card" aria-labelledby="own-cases">
      <h2 id="own-cases">{t('case.own')}</h2>
      {cases.data ? <List items={cases.data.items} />
        : cases.error ? <Failed error={cases.error} again={() => void cases.refetch()} /> : <Loading />}
    </section>
  );
}
