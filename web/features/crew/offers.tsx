'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api, type Crew, type JobStep, type Offer } from '@/shared/api/client';
import { useOnce } from '@/shared/api/use_once';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { distanceKm } from '@/shared/map/atlas';
import { SpotMap } from '@/shared/map/spot_map';
import { Button } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading, Refused } from '@/shared/ui/states';
import { useNow, useOver } from '@/shared/ui/use_now';
import { LiveMark } from '@/features/orders/timeline';
import { MoveDialog } from '@/features/orders/move_dialog';
import { Stars } from '@/features/orders/rating';

const minuteMs = 60_000;
const hourMs = 3_600_000;

function Countdown({ until }: { until: string }) {
  const { t } = useI18n();
  const left = new Date(until).getTime() - useNow();
  const pad = (part: number) => String(Math.floor(part)).padStart(2, '0');
  if (left <= 0) return <span className="countdown over">{t('offers.expired')}</span>;
  const clock = `${pad(left / hourMs)}:${pad((left % hourMs) / minuteMs)}:${pad((left % minuteMs) / 1000)}`;
  return <span className={left < hourMs ? 'countdown soon' : 'countdown'} role="timer" aria-live="off"><Icon name="clock" />{t('offers.left', { clock })}</span>;
}

/** An offer names a city, not an address: the dot stands at the city of that name that is as far away as the offer says. */
function useCitySpot(offer: Offer, crew?: Crew) {
  const places = useQuery({ queryKey: ['places', offer.city], queryFn: () => api.places(offer.city), staleTime: Infinity });
  if (!crew) return undefined;
  const off = (place: { latitude: number; longitude: number }) => Math.abs(distanceKm(crew, place) - offer.distance_km);
  return places.data?.items.filter((place) => place.name === offer.city).sort((a, b) => off(a) - off(b))[0];
}

type OfferProps = { offer: Offer; crew?: Crew; onRefused: (error: Error) => void };

function OfferCard({ offer, crew, onRefused }: OfferProps) {
  const { t, count, known } = useI18n();
  const format = useFormat();
  const router = useRouter();
  const queries = useQueryClient();
  const spot = useCitySpot(offer, crew);
  const [declining, setDeclining] = useState(false);
  const once = useOnce<JobStep>();
  const over = useOver(offer.expires_at);
  const settle = () => {
    for (const list of ['offers', 'jobs', 'crew']) void queries.invalidateQueries({ queryKey: [list] });
  };
  const onError = (error: Error) => {
    onRefused(error);
    settle();
  };
  const accept = useMutation({
    mutationFn: () => once('accept', (key) => api.acceptOffer(offer.id, key)),
    onSuccess: (job) => {
      settle();
      router.push(`/crew/job?id=${job.id}`);
    },
    onError,
  });
  const refuse = useMutation({ mutationFn: () => api.refuseOffer(offer.id), onSuccess: settle, onError });
  return (
    <li className="card offer">
      {crew && <SpotMap base={crew} spot={spot} radiusKm={crew.radius_km} label={t('offers.map', { city: offer.city, km: format.number(offer.distance_km) })} />}
      <div className="offer-body">
        <Countdown until={offer.expires_at} />
        <h2>{offer.city}</h2>
        <p>{t('offers.away', { km: format.number(offer.distance_km) })}</p>
        <dl className="facts">
          <div><dt>{t('order.system')}</dt><dd>{`${format.number(offer.dc_kw, 1)} kW · ${count('quote.result.panels', offer.panels)}`}</dd></div>
          <div><dt>{t('offers.date')}</dt><dd>{format.day(offer.proposed_date)}</dd></div>
          <div><dt>{t('offers.skills')}</dt><dd>{offer.skills.map((skill) => known(`skill.${skill}`) ?? skill).join(', ')}</dd></div>
        </dl>
        <Refused error={accept.error ?? (declining ? null : refuse.error)} />
        <div className="actions">
          <Button large busy={accept.isPending} disabled={over} onClick={() => accept.mutate()}>{t('offers.accept')}</Button>
          <Button look="secondary" disabled={over} onClick={() => { refuse.reset(); setDeclining(true); }}>{t('offers.decline')}</Button>
        </div>
      </div>
      {declining && (
        <MoveDialog title={t('offers.decline_ask')} text={t('offers.decline_text')} confirm={t('offers.decline')} back="action.not_now" look="danger"
          busy={refuse.isPending} error={refuse.error} onConfirm={() => refuse.mutate()} onClose={() => setDeclining(false)} />
      )}
    </li>
  );
}

function CrewLine({ crew }: { crew: Crew }) {
  const { t, known } = useI18n();
  const format = useFormat();
  return (
    <section className="card crew-line" aria-label={t('offers.crew')}>
      <span className="way-icon"><Icon name="crew" large /></span>
      <div>
        <p><strong>{crew.name}</strong> {typeof crew.rating === 'number' && <Stars stars={crew.rating} />}</p>
        <p className="hint">{t('offers.load', { active: crew.active_jobs, most: crew.max_active_jobs, km: format.number(crew.radius_km) })}</p>
        <p className="hint">{crew.skills.map((skill) => known(`skill.${skill}`) ?? skill).join(', ')} · {crew.working_days.map(format.weekday).join(' ')}</p>
      </div>
    </section>
  );
}

function Offers() {
  const { t, count } = useI18n();
  const crew = useQuery({ queryKey: ['crew'], queryFn: api.crew });
  const offers = useQuery({ queryKey: ['offers'], queryFn: api.offers });
  const [refused, setRefused] = useState<{ offer: string; error: Error }>();
  // What an offer's card said goes with the card when the list comes anew; here it stays readable.
  const gone = refused && offers.data?.items.every((offer) => offer.id !== refused.offer) ? refused.error : null;
  return (
    <>
      <div className="title-row"><Heading>{t('title.offers')}</Heading><LiveMark /></div>
      {crew.data && <CrewLine crew={crew.data} />}
      <p role="status" className="visually-hidden">{offers.data ? count('offers.count', offers.data.items.length) : ''}</p>
      <Refused error={gone} />
      {offers.isPending && <Loading />}
      {offers.error && <Failed error={offers.error} again={() => void offers.refetch()} />}
      {offers.data?.items.length === 0 && <Empty title={t('offers.empty')} text={t('offers.empty_text')} />}
      <ul className="offers">{offers.data?.items.map((offer) => <OfferCard key={offer.id} offer={offer} crew={crew.data} onRefused={(error) => setRefused({ offer: offer.id, error })} />)}</ul>
    </>
  );
}

export function CrewOffers() {
  return (
    <Page wide title="title.offers" description="description.offers">
      <Guard role="crew">{() => <Offers />}</Guard>
    </Page>
  );
}
