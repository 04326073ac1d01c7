'use client';
import type { TimelineEntry } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { Icon } from '@/shared/ui/icons';
import { stageOf, stages } from './stages';

/** Where the job stands. A job on hold or cancelled shows how far it had come, which its timeline tells. */
export function StageRail({ state, entries }: { state: string; entries?: readonly TimelineEntry[] }) {
  const { t } = useI18n();
  if (stageOf(state) < 0 && !entries) return null;
  const reached = stageOf(state) >= 0 ? state : [...(entries ?? [])].reverse().find((entry) => entry.from && stageOf(entry.from) >= 0)?.from ?? 'placed';
  const now = stageOf(reached);
  return (
    <ol className="rail" aria-label={t('order.stages')}>
      {stages.map(({ key }, index) => {
        const passed = index < now || state === 'done';
        const status = passed ? 'passed' : index === now ? 'now' : 'ahead';
        return (
          <li key={key} className={status} aria-current={index === now ? 'step' : undefined}>
            <span className="rail-mark" aria-hidden="true">{passed ? <Icon name="check" /> : index + 1}</span>
            <span>{t(`stage.${key}`)}<span className="visually-hidden"> {passed ? t('order.stage_done') : ''}</span></span>
          </li>
        );
      })}
    </ol>
  );
}
