'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { useFormat } from '@/shared/i18n/format';
import { forgetKeptDay, type KeptDay } from '@/shared/offline/kept_day';
import { Button } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Heading } from '@/shared/ui/page';
import { Calendar } from './calendar';
import { DayView } from './day_view';

/** Today as it was last seen, while the server cannot be reached: to read, not to change. */
export function KeptDayView({ kept, again, onForgotten }: { kept: KeptDay; again?: () => void; onForgotten: () => void }) {
  const { t } = useI18n();
  const format = useFormat();
  const forget = () => void forgetKeptDay().then(onForgotten);
  return (
    <>
      <Heading>{t('title.day')}</Heading>
      <section className="card notice" aria-label={t('day.kept_label')}>
        <p className="with-icon" role="status"><Icon name="clock" />{t('day.kept', { time: format.moment(kept.keptAt) })}</p>
        <div className="acts">
          {again && <Button look="secondary" onClick={again}>{t('action.try_again')}</Button>}
          <Button look="quiet" onClick={forget}>{t('day.forget')}</Button>
        </div>
      </section>
      <Calendar calendar={kept.calendar} today={kept.day.day} shown={kept.day.day} />
      <DayView day={kept.day} houses={kept.houses} when="kept" />
    </>
  );
}
