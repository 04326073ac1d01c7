'use client';
import { useQuery } from '@tanstack/react-query';
import { api, type SystemState } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Failed, Loading } from '@/shared/ui/states';

const askEveryMs = 15_000;
const barWidth = 5;
const pictureHeight = 80;

/** A bar for each minute of the last hour, the newest at the right. */
function FailedSignIns({ byMinute }: { byMinute: readonly number[] }) {
  const { t } = useI18n();
  const most = Math.max(1, ...byMinute);
  const sum = byMinute.reduce((held, one) => held + one, 0);
  return (
    <figure>
      <svg className="minutes" viewBox={`0 0 ${byMinute.length * barWidth} ${pictureHeight}`} role="img" aria-label={t('system.failed_label', { sum, most: Math.max(0, ...byMinute) })}>
        {byMinute.map((one, index) => {
          const height = Math.max(one > 0 ? 3 : 1, (one / most) * pictureHeight);
          return <rect key={index} x={index * barWidth} y={pictureHeight - height} width={barWidth - 1} height={height} />;
        })}
      </svg>
      <figcaption className="hint">{t('system.failed_caption', { sum })}</figcaption>
    </figure>
  );
}

function SystemCards({ state }: { state: SystemState }) {
  const { t } = useI18n();
  const format = useFormat();
  const facts = [
    [t('system.version'), state.version],
    [t('system.environment'), state.environment],
    [t('system.uptime'), format.duration(state.uptime_s)],
    [t('system.schema'), format.number(state.schema_step)],
    [t('system.database'), state.database],
    [t('system.streams'), format.number(state.streams_open)],
  ] as const;
  const told = (away: string | null | undefined, well: string) => (away ? t('system.away', { why: away }) : well);
  const mails = [
    [t('system.waiting'), format.number(state.outbox.waiting)],
    [t('system.oldest'), typeof state.outbox.oldest_waiting_s === 'number' ? format.duration(state.outbox.oldest_waiting_s) : '–'],
    [t('system.given_up'), format.number(state.outbox.given_up)],
  ] as const;
  const outside = [
    ...(state.weather ? [[t('system.weather', { provider: state.weather.provider }), told(state.weather.away, t('system.weather_told', { answers: format.number(state.weather.answers), waiting: format.number(state.weather.waiting) }))]] : []),
    ...(state.roads ? [[t('system.roads'), told(state.roads.away, t('system.roads_told', { answers: format.number(state.roads.answers) }))]] : []),
  ] as const;
  return (
    <div className="columns halves">
      <section className="card" aria-labelledby="system-facts">
        <h2 id="system-facts">{t('system.facts')}</h2>
        <dl className="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="breakable">{value}</dd></div>)}</dl>
      </section>
      <div className="stack">
        <section className="card" aria-labelledby="system-mails">
          <h2 id="system-mails">{t('system.mails')}</h2>
          <dl className="facts">{mails.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </section>
        {outside.length > 0 && (
          <section className="card" aria-labelledby="system-outside">
            <h2 id="system-outside">{t('system.outside')}</h2>
            <dl className="facts">{outside.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="breakable">{value}</dd></div>)}</dl>
          </section>
        )}
        <section className="card" aria-labelledby="system-failed">
          <h2 id="system-failed">{t('system.failed')}</h2>
          <FailedSignIns byMinute={state.failed_sign_ins_by_minute} />
        </section>
      </div>
    </div>
  );
}

function LoadedSystem() {
  const state = useQuery({ queryKey: ['system'], queryFn: api.system, refetchInterval: askEveryMs });
  if (state.data) return <SystemCards state={state.data} />;
  return state.error ? <Failed error={state.error} again={() => void state.refetch()} /> : <Loading />;
}

/** Whether the system is well, for engineers; nothing of the people that it works for. */
export function System() {
  const { t } = useI18n();
  return (
    <Page wide title="title.system" description="description.system">
      <Guard role="engineer">{() => <><Heading>{t('title.system')}</Heading><LoadedSystem /></>}</Guard>
    </Page>
  );
}
