'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { faultsOf, recallForm, requestOf, steps } from '@/features/quote/form';
import { api } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { ButtonLink } from '@/shared/ui/button';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { Designer } from './designer';
import { homeOfQuote, type Home } from './wishes';

/** The home of the last answers in this tab; null where they are not complete. */
function homeOfAnswers(): Home | null {
  const form = recallForm();
  return steps.every((step) => Object.keys(faultsOf(step, form)).length === 0) ? requestOf(form) : null;
}

function OfAnswers() {
  const { t } = useI18n();
  const [home, setHome] = useState<Home | null>();
  useEffect(() => setHome(homeOfAnswers()), []);
  if (home) return <Designer home={home} />;
  return (
    <>
      <Heading>{t('title.design')}</Heading>
      {home === null ? <Empty title={t('design.none')} text={t('design.none_text')}><ButtonLink href="/">{t('design.start')}</ButtonLink></Empty> : <Loading />}
    </>
  );
}

function OfQuote({ id }: { id: string }) {
  const { t } = useI18n();
  const quote = useQuery({ queryKey: ['quote', id], queryFn: () => api.quote(id), staleTime: Infinity });
  if (quote.data) return <Designer home={homeOfQuote(quote.data)} quote={id} />;
  return (
    <>
      <Heading>{t('title.design')}</Heading>
      {quote.error ? <Failed error={quote.error} again={() => void quote.refetch()} /> : <Loading />}
    </>
  );
}

function OfAddress() {
  const id = useSearchParams().get('quote');
  return id ? <OfQuote id={id} /> : <OfAnswers />;
}

export function DesignPage() {
  return (
    <Page wide title="title.design" description="description.design">
      <OfAddress />
    </Page>
  );
}
