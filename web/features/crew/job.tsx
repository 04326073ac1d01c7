'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { api, type Job } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { SpotMap } from '@/shared/map/spot_map';
import { ButtonLink } from '@/shared/ui/button';
import { Guard } from '@/shared/ui/guard';
import { Icon } from '@/shared/ui/icons';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';
import { StageRail } from '@/features/orders/stage_rail';
import { StateChip } from '@/features/orders/state_chip';
import { useStateWords } from '@/features/orders/state_words';
import { LiveMark, TimelineCard, useTimeline, type TimelineLoad } from '@/features/orders/timeline';
import { JobMoves } from './job_moves';

const mapRadiusKm = 60;

function Where({ job }: { job: Job }) {
  const { t } = useI18n();
  const format = useFormat();
  const { street, postcode, city, country } = job.address;
  return (
    <section className="card" aria-labelledby="where">
      <h2 id="where">{t('job.where')}</h2>
      <SpotMap spot={job} radiusKm={mapRadiusKm} label={t('job.map', { city })} />
      <address>{street}<br />{postcode} {city}<br />{format.country(country)}</address>
      <p className="actions">
        <a className="button secondary" href={`geo:${job.latitude},${job.longitude}?q=${encodeURIComponent(`${street}, ${postcode} ${city}, ${country}`)}`}><Icon name="pin" />{t('job.open_map')}</a>
        <a className="button secondary" href={`tel:${job.contact.phone}`}><Icon name="phone" />{t('job.call', { name: job.contact.name })}</a>
      </p>
      <p className="hint">{job.contact.phone}</p>
    </section>
  );
}

function JobFacts({ job }: { job: Job }) {
  const { t, count } = useI18n();
  const format = useFormat();
  const cooling = job.cooling_off.waived_at ? t('cooling.waived', { date: format.date(job.cooling_off.waived_at) }) : format.moment(job.cooling_off.ends_at);
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">{t('job.facts')}</h2>
      <dl className="facts">
        <div><dt>{t('order.system')}</dt><dd>{`${format.number(job.dc_kw, 1)} kW · ${count('quote.result.panels', job.panels)}`}</dd></div>
        {job.roof_planes.map((plane, index) => (
          <div key={index}>
            <dt>{t('quote.roof.plane', { n: index + 1 })}</dt>
            <dd>{t('job.plane', { area: format.number(plane.area_m2), tilt: format.number(plane.tilt_deg), azimuth: format.number(plane.azimuth_deg), panels: plane.panels })}</dd>
          </div>
        ))}
        {job.wished_dates.length > 0 && <div><dt>{t('order.wished')}</dt><dd>{job.wished_dates.map(format.shortDay).join(', ')}</dd></div>}
        <div><dt>{t('job.cooling')}</dt><dd>{cooling}</dd></div>
        {job.note && <div><dt>{t('order.note')}</dt><dd>{job.note}</dd></div>}
      </dl>
    </section>
  );
}

function OneJob({ job, timeline }: { job: Job; timeline: TimelineLoad }) {
  const { t } = useI18n();
  const format = useFormat();
  const words = useStateWords();
  return (
    <>
      <header className="order-head card sunny">
        <div className="order-top"><StateChip state={job.state} /><LiveMark /></div>
        <Heading>{t('orders.name', { kw: format.number(job.dc_kw, 1), city: job.address.city })}</Heading>
        <p className="lead" role="status">{words.state(job.state)}</p>
        {job.visit_date && !job.installation_date && <p className="waits with-icon"><Icon name="home" />{t('order.visit', { date: format.day(job.visit_date) })}</p>}
        {job.installation_date && <p className="waits with-icon"><Icon name="home" />{t('order.installation', { date: format.day(job.installation_date) })}</p>}
        <JobMoves job={job} />
      </header>
      <StageRail state={job.state} entries={timeline.entries} />
      <div className="columns">
        <div className="stack">
          <Where job={job} />
          <JobFacts job={job} />
        </div>
        <TimelineCard timeline={timeline} />
      </div>
    </>
  );
}

function LoadedJob() {
  const { t } = useI18n();
  const id = useSearchParams().get('id') ?? '';
  const job = useQuery({ queryKey: ['job', id], queryFn: () => api.job(id), enabled: id !== '' });
  const timeline = useTimeline(['job_timeline', id], () => api.jobTimeline(id));
  if (job.data) return <OneJob job={job.data} timeline={timeline} />;
  return (
    <>
      <Heading>{t('title.job')}</Heading>
      {id === '' ? <Empty title={t('job.none')} text={t('job.none_text')}><ButtonLink href="/crew/jobs">{t('header.jobs')}</ButtonLink></Empty>
        : job.error ? <Failed error={job.error} again={() => void job.refetch()} /> : <Loading />}
    </>
  );
}

export function CrewJob() {
  return (
    <Page wide title="title.job" description="description.job">
      <Guard role="crew">{() => <LoadedJob />}</Guard>
    </Page>
  );
}
