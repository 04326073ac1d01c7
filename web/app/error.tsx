'use client';
import { useI18n } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { Heading } from '@/shared/ui/page';

/** A page that broke: what is around it keeps standing. */
export default function PageError({ reset }: { reset: () => void }) {
  const { t } = useI18n();
  return (
    <div className="page">
      <section className="state card" role="alert">
        <Heading>{t('broken.heading')}</Heading>
        <p>{t('broken.text')}</p>
        <Button onClick={reset}>{t('action.try_again')}</Button>
      </section>
    </div>
  );
}
