'use client';
import type { Grant } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const looks: Record<Grant['state'], string> = {
  requested: 'chip', approved: 'chip good', refused: 'chip care', withdrawn: 'chip over', expired: 'chip over', ended: 'chip over',
};

/** What a grant opens, as a title, and how it stands. */
export function GrantTitle({ grant }: { grant: Grant }) {
  const { t } = useI18n();
  return <p className="row-title">{t(`grant.scope.${grant.scope}`)}<span className={looks[grant.state]}>{t(`grant.state.${grant.state}`)}</span></p>;
}

/** Who asks for what, why and for how long, and what came of it. */
export function GrantFacts({ grant }: { grant: Grant }) {
  const { t } = useI18n();
  const format = useFormat();
  const roles = (grant.waits_for ?? []).map((role) => t(`role.${role}`)).join(', ');
  const facts = [
    [t('grant.holder'), `${grant.holder}, ${t(`role.${grant.holder_role}`)}`],
    [t('grant.about'), grant.account ?? grant.order ?? t('grant.about_all')],
    ...(grant.ticket ? [[t('case.ticket'), grant.ticket]] : []),
    [t('grant.purpose'), grant.purpose],
    [t('grant.span'), format.duration(grant.minutes * 60)],
    [t('grant.requested'), format.stamp(grant.requested_at)],
    ...(grant.state === 'requested' ? [[t('grant.waits_for'), roles], [t('grant.lapses'), format.stamp(grant.expires_at)]] : []),
    ...grant.approvals.map(({ name, role, at }) => [t('grant.approved_by'), `${name}, ${t(`role.${role}`)}, ${format.stamp(at)}`]),
    ...(grant.ends_at ? [[t(grant.state === 'approved' ? 'grant.ends' : 'grant.ended'), format.stamp(grant.closed_at ?? grant.ends_at)]] : []),
    ...(grant.closed_by ? [[t('grant.closed_by'), t(`grant.closed.${grant.closed_by}`)]] : []),
    ...(grant.reason ? [[t('grant.reason'), grant.reason]] : []),
  ];
  return <dl className="facts">{facts.map(([name, value], at) => <div key={at}><dt>{name}</dt><dd className="breakable">{value}</dd></div>)}</dl>;
}
