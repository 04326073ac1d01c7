'use client';
import Link from 'next/link';
import { useState } from 'react';
import { api, type Account, type Alert, type CloseReason } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm_dialog';
import { SelectField } from '@/shared/ui/field';
import { Icon, type IconName } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { closeReasons } from './limits';
import { useStaffChange } from './use_staff_change';

export type AlertAct = 'acknowledged' | 'closed';

/** How grave it is: a picture and a word, so that nobody has to tell colours apart. */
const pictures: Record<Alert['severity'], IconName> = { informational: 'check', low: 'check', medium: 'clock', high: 'shield', critical: 'bolt' };
const looks: Record<Alert['severity'], string> = { informational: 'chip', low: 'chip', medium: 'chip', high: 'chip care', critical: 'chip care' };

function SeverityChip({ severity }: { severity: Alert['severity'] }) {
  const { t } = useI18n();
  return <span className={looks[severity]}><Icon name={pictures[severity]} />{t(`alerts.severity.${severity}`)}</span>;
}

/** Whom it is about, with the way to all that happened there. */
function Subject({ alert }: { alert: Alert }) {
  const { t } = useI18n();
  if (alert.account) return <Link href={`/staff/events?account=${alert.account}`}>{t('alerts.account', { id: `…${alert.account.slice(-8)}` })}</Link>;
  return <>{alert.network ? t('alerts.network', { network: alert.network }) : t('alerts.nobody')}</>;
}

/** Who of the officers did what to it, and when. */
function Story({ alert }: { alert: Alert }) {
  const { t } = useI18n();
  const format = useFormat();
  const officer = (id: string) => `…${id.slice(-8)}`;
  return (
    <>
      {alert.acknowledged_by && alert.acknowledged_at && <p className="hint">{t('alerts.acknowledged', { officer: officer(alert.acknowledged_by), time: format.stamp(alert.acknowledged_at) })}</p>}
      {alert.closed_by && alert.closed_at && alert.reason && <p className="hint">{t('alerts.closed', { officer: officer(alert.closed_by), time: format.stamp(alert.closed_at), reason: t(`alerts.reason.${alert.reason}`) })}</p>}
    </>
  );
}

function Closing({ alert, onDone, onClose }: { alert: Alert; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const [reason, setReason] = useState<CloseReason>('resolved');
  const change = useStaffChange((chosen: CloseReason) => api.closeAlert(alert.id, chosen), onDone);
  return (
    <ConfirmDialog look="primary" title={t('alerts.ask_close')} confirm={t('alerts.close')} busy={change.isPending} error={change.error} onConfirm={() => change.mutate(reason)} onClose={onClose}>
      <p>{t('alerts.close_text')}</p>
      <SelectField label={t('staff.reason')} value={reason} onText={(chosen) => setReason(chosen as CloseReason)}>
        {closeReasons.map((one) => <option key={one} value={one}>{t(`alerts.reason.${one}`)}</option>)}
      </SelectField>
    </ConfirmDialog>
  );
}

/** What an officer can do about one. Nobody closes what is about themselves. */
function Acts({ alert, own, rule, onDone }: { alert: Alert; own: Account; rule: string; onDone: (what: AlertAct) => void }) {
  const { t } = useI18n();
  const [closing, setClosing] = useState(false);
  const acknowledge = useStaffChange((_: undefined) => api.acknowledgeAlert(alert.id), () => onDone('acknowledged'));
  if (alert.state === 'closed') return null;
  return (
    <>
      <div className="acts">
        {alert.state === 'open' && <Button look="secondary" aria-label={t('alerts.acknowledge_one', { rule })} busy={acknowledge.isPending} onClick={() => acknowledge.mutate(undefined)}>{t('alerts.acknowledge')}</Button>}
        {alert.account !== own.id && <Button look="secondary" aria-label={t('alerts.close_one', { rule })} onClick={() => setClosing(true)}>{t('alerts.close')}</Button>}
      </div>
      {alert.account === own.id && <p className="hint">{t('alerts.about_you')}</p>}
      <Refused error={acknowledge.error} />
      {closing && <Closing alert={alert} onDone={() => { setClosing(false); onDone('closed'); }} onClose={() => setClosing(false)} />}
    </>
  );
}

/** One alert: what it says, whom it is about, how it stands, and what can be done. */
export function AlertRow({ alert, own, onDone }: { alert: Alert; own: Account; onDone: (what: AlertAct) => void }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const rule = t(`alerts.rule.${alert.rule}`);
  return (
    <li className="person">
      <div>
        <p className="row-title">{rule}<SeverityChip severity={alert.severity} /><span className="chip over">{t(`alerts.state.${alert.state}`)}</span></p>
        <p>{t(`alerts.text.${alert.rule}`)}</p>
        <p className="hint"><Subject alert={alert} /> · {count('alerts.events', alert.events)} · <time dateTime={alert.first_at}>{format.stamp(alert.first_at)}</time> – <time dateTime={alert.last_at}>{format.stamp(alert.last_at)}</time></p>
        <Story alert={alert} />
        <Acts alert={alert} own={own} rule={rule} onDone={onDone} />
      </div>
    </li>
  );
}
