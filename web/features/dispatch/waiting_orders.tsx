'use client';
import type { Board } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

const shownMax = 50;

/** Orders whose next visit has no place yet, and what keeps it from one. */
export function WaitingOrders({ waiting }: { waiting: Board['waiting'] }) {
  const { t, count } = useI18n();
  const format = useFormat();
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">{t('dispatch.waiting')}</h2>
      {waiting.length === 0 ? <p>{t('dispatch.waiting_none')}</p> : (
        <ul className="rows">
          {waiting.slice(0, shownMax).map(({ order, city, since, reason }) => (
            <li key={order}>
              <div>
                <p className="row-title">{t('dispatch.waiting_name', { city })}</p>
                <p className="stop-note">{t(`waiting.${reason}`)}</p>
                <p className="hint">{t('dispatch.since', { date: format.date(since) })}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {waiting.length > shownMax && <p className="hint">{count('dispatch.waiting_more', waiting.length - shownMax)}</p>}
    </section>
  );
}
