'use client';
import { Suspense, type ReactNode } from 'react';
import { useI18n, type MessageKey } from '@/shared/i18n/i18n';
import { Loading } from './states';

/** Title and description of a page in the reader's language; React moves them into the head. */
export function PageHead({ title, description }: { title: MessageKey; description: MessageKey }) {
  const { t } = useI18n();
  return (
    <>
      <title>{`${t(title)} · Suncrew`}</title>
      <meta name="description" content={t(description)} />
    </>
  );
}

/** A page's heading takes the focus when the reader arrives from another page. */
export function Heading({ children }: { children: ReactNode }) {
  return <h1 tabIndex={-1}>{children}</h1>;
}

export function Page({ title, description, wide, children }: { title: MessageKey; description: MessageKey; wide?: true; children: ReactNode }) {
  return (
    <div className={wide ? 'page wide' : 'page'}>
      <PageHead title={title} description={description} />
      {/* What stands in the address is known in the browser only, so the export holds this picture of waiting. */}
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </div>
  );
}
