'use client';
import type { Board } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

/** A day in numbers. */
export function BoardFigures({ board: { figures, waiting, more } }: { board: Board }) {
  const { t } = useI18n();
  const format = useFormat();
  const shown = [
    ['visits', t('dispatch.figure.visits'), t('dispatch.done_of', { done: format.number(figures.done), all: format.number(figures.visits) })],
    ['late', t('dispatch.figure.late'), format.number(figures.late)],
    ['asked', t('dispatch.figure.asked'), format.number(figures.questions_open)],
    ['waiting', t('dispatch.figure.waiting'), `${format.number(waiting.length)}${more ? '+' : ''}`],
    ['road', t('dispatch.figure.road'), t('dispatch.km', { km: format.number(figures.road_km) })],
    ['work', t('dispatch.figure.work'), t('dispatch.hours', { hours: format.number(figures.work_hours, 1) })],
  ] as const;
  return (
    <dl className="board-figures">
      {shown.map(([key, name, value]) => <div key={key} className={key === 'late' && figures.late > 0 ? 'care' : undefined}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}
