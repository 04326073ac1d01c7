'use client';
import type { Appointment, OwnVisit } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/ui/icons';
import { useVisitWords } from '@/features/visits/visit_words';

function useTold(offset: number) {
  const format = useFormat();
  const words = useVisitWords();
  return ({ day, window }: Appointment) => (window ? `${format.day(day)}, ${words.span(window, offset)}` : format.day(day));
}

/** What was promised before, why it changed, and what it was worth; newest first. */
export function VisitChanges({ visit, offset }: { visit: OwnVisit; offset: number }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useVisitWords();
  const told = useTold(offset);
  if (visit.changes.length === 0) return null;
  return (
    <div className="visit-changes">
      <h3>{t('visit.changes')}</h3>
      <ol className="timeline" reversed>
        {[...visit.changes].reverse().map((change) => (
          <li key={`${change.at} ${change.cause}`}>
            <time dateTime={change.at}>{format.moment(change.at)}</time>
            <p className="timeline-event">{words.cause(change.cause)}</p>
            <p className="hint"><del>{told(change.before)}</del></p>
            {change.after && <p className="hint"><ins>{told(change.after)}</ins></p>}
            {change.credit && <p className="credit with-icon"><Icon name="wallet" />{t('visit.credit', { money: format.money(change.credit, 'exact') })}</p>}
          </li>
        ))}
      </ol>
    </div>
  );
}
