'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type OwnSession } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { Failed, Loading } from '@/shared/ui/states';
import { Card } from './card';
import { usePlace } from './use_place';
import { useSecurityChange } from './use_security_change';

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const place = usePlace();
  return (
    <li>
      <div>
        <p className="row-title">{session.device}{session.current && <span className="chip good">{t('security.this_session')}</span>}</p>
        <p className="hint">{place(session)} · {t('security.used', { time: format.stamp(session.used_at) })}</p>
      </div>
      {!session.current && <Button look="quiet" aria-label={t('security.end_named', { device: session.device })} onClick={onEnd}>{t('security.end')}</Button>}
    </li>
  );
}

function Sessions({ items }: { items: readonly OwnSession[] }) {
  const { t } = useI18n();
  const [ending, setEnding] = useState<OwnSession | 'others'>();
  const end = useSecurityChange(
    (which: OwnSession | 'others') => (which === 'others' ? api.endOtherSessions() : api.endSession(which.id)),
    () => setEnding(undefined),
  );
  const ask = (which: OwnSession | 'others') => {
    end.reset();
    setEnding(which);
  };
  return (
    <>
      <ul className="rows">{items.map((session) => <SessionRow key={session.id} session={session} onEnd={() => ask(session)} />)}</ul>
      {items.length > 1
        ? <Button look="secondary" onClick={() => ask('others')}>{t('security.end_others')}</Button>
        : <p className="hint">{t('security.sessions_only')}</p>}
      {ending && (
        <ConfirmDialog title={ending === 'others' ? t('security.end_others_ask') : t('security.end_ask', { device: ending.device })} confirm={t('security.end')} busy={end.isPending} error={end.error}
          onConfirm={() => end.mutate(ending)} onClose={() => setEnding(undefined)}>
          <p>{t('security.end_text')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

export function SessionsCard() {
  const { t } = useI18n();
  const sessions = useQuery({ queryKey: ['own_sessions'], queryFn: api.ownSessions });
  return (
    <Card title={t('security.sessions')}>
      {sessions.data ? <Sessions items={sessions.data.items} />
        : sessions.error ? <Failed error={sessions.error} again={() => void sessions.refetch()} /> : <Loading />}
    </Card>
  );
}
