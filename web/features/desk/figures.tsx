'use client';
import { useQuery } from '@tanstack/react-query';
import { api, type Figures as SalesFigures } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';
import { Guard } from '@/shared/ui/guard';
import { Heading, Page } from '@/shared/ui/page';
import { Empty, Failed, Loading } from '@/shared/ui/states';

function FiguresTable({ figures }: { figures: SalesFigures }) {
  const { t, count } = useI18n();
  const format = useFormat();
  /** A count that is left out is not nothing: too few people stand behind it. */
  const shown = (value: number | null | undefined) => (typeof value === 'number' ? format.number(value) : <span title={t('figures.left_out')}>–</span>);
  if (figures.items.length === 0) return <Empty title={t('figures.none')} text={t('figures.group', { n: figures.group_size_min })} />;
  return (
    <section className="card">
      <div className="table-frame" role="region" aria-label={t('title.figures')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('figures.month')}</th><th scope="col">{t('figures.country')}</th>
              <th scope="col" className="number">{t('figures.placed')}</th><th scope="col" className="number">{t('figures.completed')}</th>
              <th scope="col" className="number">{t('figures.cancelled')}</th><th scope="col" className="number">{t('figures.revenue')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.items.map((item) => (
              <tr key={`${item.country} ${item.month}`}>
                <th scope="row">{format.monthOf(item.month)}</th><td>{format.country(item.country)}</td>
                <td className="number">{shown(item.placed)}</td><td className="number">{shown(item.completed)}</td><td className="number">{shown(item.cancelled)}</td>
                <td className="number">{item.revenue ? format.money(item.revenue) : shown(null)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{t('figures.group', { n: figures.group_size_min })} {figures.suppressed > 0 && count('figures.suppressed', figures.suppressed)}</p>
    </section>
  );
}

function LoadedFigures() {
  const figures = useQuery({ queryKey: ['figures'], queryFn: api.figures });
  if (figures.data) return <FiguresTable figures={figures.data} />;
  return figures.error ? <Failed error={figures.error} again={() => void figures.refetch()} /> : <Loading />;
}

/** Orders and sales by month and country, for the sales staff: numbers of groups, never of a person. */
export function Figures() {
  const { t } = useI18n();
  return (
    <Page wide title="title.figures" description="description.figures">
      <Guard role="sales">{() => <><Heading>{t('title.figures')}</Heading><LoadedFigures /></>}</Guard>
    </Page>
  );
}
