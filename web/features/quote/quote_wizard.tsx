'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, Problem } from '@/shared/api/client';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button } from '@/shared/ui/button';
import { Icon } from '@/shared/ui/icons';
import { Refused } from '@/shared/ui/states';
import { ConsumptionStep } from './consumption_step';
import { faultsOf, placeOfField, requestOf, steps, type Faults, type Step } from './form';
import { PlaceStep } from './place_step';
import { RoofStep } from './roof_step';
import { useQuoteForm, useStep } from './use_quote_form';

function Progress({ step, onGo }: { step: Step; onGo: (step: Step) => void }) {
  const { t } = useI18n();
  const now = steps.indexOf(step);
  return (
    <nav aria-label={t('quote.progress')}>
      <ol className="progress">
        {steps.map((name, index) => (
          <li key={name} className={index < now ? 'passed' : index === now ? 'now' : ''}>
            <button type="button" aria-current={index === now ? 'step' : undefined} disabled={index > now} onClick={() => onGo(name)}>
              <span className="progress-mark" aria-hidden="true">{index < now ? <Icon name="check" /> : index + 1}</span>
              {t(`quote.step.${name}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The first step that does not yet hold what the ones after it need. */
function firstUnfinished(before: Step, form: Parameters<typeof faultsOf>[1]): Step | undefined {
  return steps.slice(0, steps.indexOf(before)).find((step) => Object.keys(faultsOf(step, form)).length > 0);
}

export function QuoteWizard() {
  const { t } = useI18n();
  const words = useWords();
  const router = useRouter();
  const queries = useQueryClient();
  const { form, ready, change } = useQuoteForm();
  const [step, go] = useStep();
  const [faults, setFaults] = useState<Faults>({});
  const formRef = useRef<HTMLFormElement>(null);
  const markets = useQuery({ queryKey: ['markets'], queryFn: api.markets, staleTime: Infinity });
  const shown = (ready && firstUnfinished(step, form)) || step;
  const lastShown = useRef(shown);

  useEffect(() => {
    if (lastShown.current === shown) return;
    lastShown.current = shown;
    formRef.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [shown]);
  useEffect(() => {
    if (Object.keys(faults).length > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const create = useMutation({
    mutationFn: () => api.createQuote(requestOf(form)),
    onSuccess: (quote) => {
      queries.setQueryData(['quote', quote.id], quote);
      router.push(`/quote?id=${quote.id}`);
    },
    onError: (error) => {
      if (!(error instanceof Problem) || !error.field) return;
      const place = placeOfField(error.field);
      if (!place) return;
      go(place.step);
      setFaults({ [place.name]: words.fieldFault(error) });
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(shown, form);
    setFaults(found);
    if (Object.keys(found).length > 0 || create.isPending) return;
    const next = steps[steps.indexOf(shown) + 1];
    if (next) go(next);
    else create.mutate();
  };
  const changed = (part: Parameters<typeof change>[0]) => {
    change(part);
    if (Object.keys(faults).length > 0) setFaults((held) => stillWrong(held, { ...form, ...part }));
    if (create.isError) create.reset();
  };
  const stillWrong = (held: Faults, next: typeof form): Faults => {
    const now = faultsOf(shown, next);
    return Object.fromEntries(Object.entries(held).flatMap(([name]) => (now[name] ? [[name, now[name]]] : [])));
  };
  const last = shown === steps.at(-1);
  const props = { form, faults, change: changed };
  return (
    <section className="card wizard" aria-labelledby="quote-heading">
      <Progress step={shown} onGo={(to) => { setFaults({}); go(to); }} />
      <form ref={formRef} noValidate onSubmit={onSubmit}>
        <h2 id="quote-heading" tabIndex={-1}>{t(`quote.heading.${shown}`)}</h2>
        {shown === 'place' && <PlaceStep {...props} markets={markets.data?.items} />}
        {shown === 'roof' && <RoofStep {...props} />}
        {shown === 'consumption' && <ConsumptionStep {...props} markets={markets.data?.items} />}
        <Refused error={Object.keys(faults).length > 0 ? null : create.error} />
        <div className="actions wizard-actions">
          {shown !== 'place' && (
            <Button look="quiet" onClick={() => { setFaults({}); go(steps[steps.indexOf(shown) - 1] ?? 'place'); }}>
              <Icon name="back" />{t('action.back')}
            </Button>
          )}
          <Button type={ready ? 'submit' : 'button'} large busy={create.isPending}>
            {last ? t('quote.submit') : t('action.continue')}
            <Icon name={last ? 'sun' : 'arrow'} />
          </Button>
        </div>
      </form>
    </section>
  );
}
