'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { api, Problem, type Account, type Order, type Quote } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { draftKey, newDrafts, useDraft } from '@/shared/drafts';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { useWords } from '@/shared/i18n/problems';
import { Button, ButtonLink } from '@/shared/ui/button';
import { TextArea, TextField } from '@/shared/ui/field';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading, Refused } from '@/shared/ui/states';
import { datesMax, faultsOf, fieldOf, firstDate, requestOf, type OrderFaults, type OrderFormText } from './order_form';

const drafts = newDrafts<{ form: OrderFormText; dates: string[] }>();

function Summary({ quote }: { quote: Quote }) {
  const { t, count } = useI18n();
  const format = useFormat();
  return (
    <aside className="stack" aria-label={t('order_new.summary')}>
      <section className="card">
        <h2>{t('order_new.summary')}</h2>
        <p className="big-price">{format.money(quote.price.total)}</p>
        <dl className="facts">
          <div><dt>{t('order.system')}</dt><dd>{`${format.number(quote.dc_kw, 1)} kW · ${count('quote.result.panels', quote.panels)}`}</dd></div>
          <div><dt>{t('order.yield')}</dt><dd>{t('order.kwh', { kwh: format.number(quote.annual_kwh) })}</dd></div>
          <div><dt>{t('order_new.near')}</dt><dd>{quote.place.nearest}</dd></div>
        </dl>
      </section>
      <section className="card">
        <h2 className="with-icon"><Icon name="shield" />{t('cooling.title')}</h2>
        <p>{count('order_new.cooling', quote.cooling_off_days)}</p>
      </section>
    </aside>
  );
}

function OrderForm({ quote, account }: { quote: Quote; account: Account }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useWords();
  const router = useRouter();
  const queries = useQueryClient();
  const formRef = useRef<HTMLFormElement>(null);
  const once = useOnce<Order>();
  const draft = draftKey(account.id, quote.id);
  const [{ form, dates }, setTyped] = useDraft(drafts, draft, () => ({
    form: { name: account.name, phone: '', street: '', postcode: '', city: '', country: quote.place.country, note: '' },
    dates: [''],
  }));
  const setDates = (changed: string[]) => setTyped((held) => ({ ...held, dates: changed }));
  const [faults, setFaults] = useState<OrderFaults>({});
  const place = useMutation({
    mutationFn: () => {
      const body = requestOf(quote.id, form, dates);
      return once(JSON.stringify(body), (key) => api.placeOrder(body, key));
    },
    onSuccess: (order) => {
      drafts.delete(draft);
      queries.setQueryData(['order', order.id], order);
      void queries.invalidateQueries({ queryKey: ['orders'] });
      router.replace(`/order?id=${order.id}`);
    },
    onError: (error) => {
      if (!(error instanceof Problem) || !error.field) return;
      const field = fieldOf(error.field);
      if (field) setFaults({ [field]: field === 'phone' ? { key: 'fault.phone' } : words.fieldFault(error) });
    },
  });
  useEffect(() => {
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = faultsOf(form, dates);
    setFaults(found);
    if (Object.keys(found).length === 0 && !place.isPending) place.mutate();
  };
  const bind = (field: keyof OrderFormText) => ({
    value: form[field],
    fault: words.fault(faults[field]),
    onText: (text: string) => setTyped((held) => ({ ...held, form: { ...held.form, [field]: text } })),
  });
  return (
    <div className="columns order-new">
      <form ref={formRef} noValidate onSubmit={onSubmit} className="stack">
        <section className="card">
          <h2>{t('order_new.contact')}</h2>
          <TextField label={t('account.name')} autoComplete="name" required {...bind('name')} />
          <TextField label={t('order_new.phone')} hint={t('order_new.phone_hint')} type="tel" autoComplete="tel" required {...bind('phone')} />
        </section>
        <section className="card">
          <h2>{t('order_new.address')}</h2>
          <p className="hint">{t('order_new.address_hint', { place: quote.place.nearest, country: format.country(quote.place.country) })}</p>
          <TextField label={t('order_new.street')} autoComplete="address-line1" required {...bind('street')} />
          <div className="pair">
            <TextField label={t('order_new.postcode')} autoComplete="postal-code" required {...bind('postcode')} />
            <TextField label={t('order_new.city')} autoComplete="address-level2" required {...bind('city')} />
          </div>
        </section>
        <section className="card">
          <h2>{t('order_new.dates')}</h2>
          <p className="hint">{t('order_new.dates_hint')}</p>
          <div className="dates">
            {dates.map((date, index) => (
              <TextField key={index} type="date" label={t('order_new.date', { n: index + 1 })} min={firstDate()} value={date} fault={words.fault(faults.dates)}
                onText={(text) => setDates(dates.map((held, at) => (at === index ? text : held)))} />
            ))}
          </div>
          {dates.length < datesMax && <Button look="quiet" onClick={() => setDates([...dates, ''])}><Icon name="plus" />{t('order_new.add_date')}</Button>}
          <TextArea label={t('order_new.note')} hint={t('order_new.note_hint')} {...bind('note')} />
        </section>
        <section className="card">
          <p>{t('order_new.promise', { price: format.money(quote.price.total, 'exact') })}</p>
          <Refused error={Object.keys(faults).length > 0 ? null : place.error} />
          <div className="actions"><Button type="submit" large busy={place.isPending}>{t('order_new.confirm')}</Button></div>
        </section>
      </form>
      <Summary quote={quote} />
    </div>
  );
}

function LoadedForm({ account }: { account: Account }) {
  const { t } = useI18n();
  const id = useSearchParams().get('quote') ?? '';
  const quote = useQuery({ queryKey: ['quote', id], queryFn: () => api.quote(id), enabled: id !== '', staleTime: Infinity });
  return (
    <>
      <Heading>{t('title.order_new')}</Heading>
      {quote.data ? <OrderForm key={draftKey(account.id, id)} quote={quote.data} account={account} />
        : id === '' ? <Empty title={t('quote.result.none')} text={t('quote.result.none_text')}><ButtonLink href="/">{t('quote.result.start')}</ButtonLink></Empty>
        : quote.error ? <Failed error={quote.error} again={() => void quote.refetch()} /> : <Loading />}
    </>
  );
}

export function OrderNew() {
  return (
    <Page wide title="title.order_new" description="description.order_new">
      <Guard role="customer">{(account) => <LoadedForm account={account} />}</Guard>
    </Page>
  );
}
