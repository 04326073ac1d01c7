'use client';
import type { Change, ChangeField, OwnChange } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const looks: Record<Change['state'], string> = {
  requested: 'chip', applied: 'chip good', refused: 'chip care', withdrawn: 'chip over', expired: 'chip over',
};

/** What a request would change, as a title, and how it stands. */
export function ChangeTitle({ change, fields }: { change: Pick<Change, 'order' | 'state'>; fields: readonly ChangeField[] }) {
  const { t } = useI18n();
  const names = fields.map((field) => t(`change.field.${field}`)).join(', ');
  return (
    <p className="row-title">
      {t(change.order ? 'change.of_order' : 'change.of_account', { fields: names })}
      <span className={looks[change.state]}>{t(`change.state.${change.state}`)}</span>
    </p>
  );
}

type Told = Pick<Change, 'ticket' | 'reason' | 'state' | 'requested_at' | 'expires_at' | 'closed_at' | 'closed_by'>;

/** How a request came about and what became of it, for whoever reads it. */
function useToldFacts(change: Told, reader: 'staff' | 'owner'): string[][] {
  const { t } = useI18n();
  const format = useFormat();
  return [
    [t('case.ticket'), change.ticket],
    [t('change.reason'), change.reason],
    [t('grant.requested'), format.stamp(change.requested_at)],
    ...(change.state === 'requested' ? [[t('change.decides'), t(`change.deciders.${reader}`)], [t('grant.lapses'), format.stamp(change.expires_at)]] : []),
    ...(change.closed_by ? [[t('change.closed'), `${t(reader === 'owner' && change.closed_by === 'customer' ? 'change.closed.you' : `change.closed.${change.closed_by}`)}${change.closed_at ? `, ${format.stamp(change.closed_at)}` : ''}`]] : []),
  ];
}

function Facts({ facts }: { facts: readonly string[][] }) {
  return <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="breakable">{value}</dd></div>)}</dl>;
}

/** For the staff: whose request it is, and what it is about by its number. */
export function ChangeFacts({ change }: { change: Change }) {
  const { t } = useI18n();
  const told = useToldFacts(change, 'staff');
  return (
    <Facts facts={[
      [t('change.requested_by'), change.requested_by],
      change.order ? [t('grant.order_id'), change.order] : [t('grant.account_id'), change.account],
      ...told,
      ...(change.refusal ? [[t('grant.reason'), change.refusal]] : []),
    ]} />
  );
}

/** For its customer. */
export function OwnChangeFacts({ change }: { change: OwnChange }) {
  return <Facts facts={useToldFacts(change, 'owner')} />;
}
