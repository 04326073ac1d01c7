'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Order } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useNow } from '@/shared/ui/use_now';
import { Button } from '@/shared/ui/button';
import { MoveDialog } from './move_dialog';
import { finished } from './stages';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The days in which the customer may still walk away, and the way to give them up. */
export function CoolingOff({ order }: { order: Order }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const now = useNow();
  const queries = useQueryClient();
  const once = useOnce<Order>();
  const [asking, setAsking] = useState(false);
  const waive = useMutation({
    mutationFn: () => once('waive', (key) => api.waiveCoolingOff(order.id, order.version, key)),
    onSuccess: (changed) => {
      queries.setQueryData(['order', order.id], changed);
      void queries.invalidateQueries({ queryKey: ['order_timeline', order.id] });
      setAsking(false);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  });
  const { ends_at: endsAt, waived_at: waivedAt } = order.cooling_off;
  const start = new Date(order.placed_at).getTime();
  const left = new Date(endsAt).getTime() - now;
  const share = Math.min(1, Math.max(0, left / Math.max(1, new Date(endsAt).getTime() - start)));
  const running = !waivedAt && left > 0 && !finished(order.state);
  return (
    <section className="card cooling" aria-labelledby="cooling">
      <div className="cooling-clock">
        <svg viewBox="-50 -50 100 100" aria-hidden="true" focusable="false">
          <circle r="42" className="clock-ring" />
          {running && <circle r="42" className="clock-left" pathLength="100" strokeDasharray={`${share * 100} 100`} transform="rotate(-90)" />}
          <path className="clock-hands" d="M0 -22V0L15 9" />
        </svg>
        <div>
          <h2 id="cooling">{t('cooling.title')}</h2>
          {waivedAt ? <p>{t('cooling.waived', { date: format.date(waivedAt) })}</p>
            : running ? (
              <p><strong>{left >= dayMs ? count('cooling.days', Math.floor(left / dayMs)) : count('cooling.hours', Math.max(1, Math.ceil(left / hourMs)))}</strong> {t('cooling.until', { date: format.moment(endsAt) })}</p>
            ) : <p>{t('cooling.over', { date: format.date(endsAt) })}</p>}
        </div>
      </div>
      {running && (
        <>
          <p className="hint">{t('cooling.text')}</p>
          <Button look="secondary" onClick={() => setAsking(true)}>{t('cooling.waive')}</Button>
        </>
      )}
      {asking && (
        <MoveDialog title={t('cooling.ask')} text={t('cooling.ask_text')} confirm={t('cooling.confirm')} back="action.not_now"
          busy={waive.isPending} error={waive.error} onConfirm={() => waive.mutate()} onClose={() => { setAsking(false); waive.reset(); }} />
      )}
    </section>
  );
}
