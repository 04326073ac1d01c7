'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Account, type Grant } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button, ButtonLink } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { AskForm } from './ask_form';
import { CourseState } from './course_state';
import { GrantRows } from './grant_rows';
import { parties } from './limits';
import { OpenAnything } from './open_anything';
import { OpenedContact } from './opened_contact';
import { OpenedOrder } from './opened_order';
import { askEveryMs, grantKeys, useGrantChange } from './use_grant_change';

type Giving = 'withdraw' | 'end';

/** Asks before a request is withdrawn or a grant given back. */
function GiveUp({ grant, giving, onDone, onClose }: { grant: Grant; giving: Giving; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const change = useGrantChange((_: undefined) => api.giveUpGrant(grant.id), onDone);
  return (
    <ConfirmDialog title={t(`grant.${giving}_title`)} confirm={t(`grant.${giving}`)} busy={change.isPending} error={change.error}
      onConfirm={() => change.mutate(undefined)} onClose={onClose}>
      <p>{t(`grant.${giving}_text`)}</p>
    </ConfirmDialog>
  );
}

/** What a grant that is valid opens. */
function Opens({ grant }: { grant: Grant }) {
  const { t } = useI18n();
  if (grant.scope === 'support_case') return <ButtonLink look="secondary" href={`/support/case?id=${grant.id}`}>{t('case.go_on')}</ButtonLink>;
  if (grant.scope === 'system') return <OpenAnything />;
  if (grant.order) return <OpenedOrder order={grant.order} />;
  return grant.account ? <OpenedContact account={grant.account} /> : null;
}

function OwnList({ onGiven }: { onGiven: (giving: Giving) => void }) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<{ grant: Grant; giving: Giving }>();
  const grants = useQuery({ queryKey: grantKeys.own, queryFn: api.ownGrants, refetchInterval: askEveryMs });
  const actsOn = (grant: Grant) => {
    const giving: Giving | undefined = grant.state === 'requested' ? 'withdraw' : grant.state === 'approved' ? 'end' : undefined;
    if (!giving) return null;
    return (
      <>
        {grant.state === 'approved' && <div className="part"><Opens grant={grant} /></div>}
        <div className="acts"><Button look="secondary" onClick={() => setChosen({ grant, giving })}>{t(`grant.${giving}`)}</Button></div>
      </>
    );
  };
  return (
    <>
      <GrantRows grants={grants} none={t('grant.none')} noneText={t('grant.none_text')} actsOn={actsOn} />
      {chosen && <GiveUp {...chosen} onDone={() => { setChosen(undefined); onGiven(chosen.giving); }} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function OwnCards({ own }: { own: Account }) {
  const { t } = useI18n();
  const [done, setDone] = useState<'asked' | Giving>();
  return (
    <div className="stack">
      <section className="card" aria-labelledby="ask-grant">
        <h2 id="ask-grant">{t('grant.ask_title')}</h2>
        <p>{t('grant.ask_text')}</p>
        <CourseState />
        <AskForm own={own} onAsked={() => setDone('asked')} />
        <p role="status">{done ? t(`grant.done.${done}`) : ''}</p>
      </section>
      <section className="card" aria-labelledby="own-grants">
        <h2 id="own-grants">{t('grant.own')}</h2>
        <OwnList onGiven={setDone} />
      </section>
    </div>
  );
}

/** The reader's own grants: ask, see how they stand, give them back. */
export function OwnGrants() {
  const { t } = useI18n();
  return (
    <Page wide title="title.grants" description="description.grants">
      <Guard role={parties}>{(own) => <><Heading>{t('title.grants')}</Heading><OwnCards own={own} /></>}</Guard>
    </Page>
  );
}
