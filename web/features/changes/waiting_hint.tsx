'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { useOwnChanges } from './use_own_changes';

/** Tells a customer wherever they arrive that something waits for them; nothing waits, nothing stands here. */
export function WaitingHint() {
  const { t, count } = useI18n();
  const waiting = useOwnChanges().data?.items.filter(({ state }) => state === 'requested').length ?? 0;
  return (
    <div role="status">
      {waiting > 0 && (
        <div className="card sunny notice">
          <p>{count('change.waiting', waiting)}</p>
          <ButtonLink look="secondary" href="/changes">{t('change.look')}</ButtonLink>
        </div>
      )}
    </div>
  );
}
