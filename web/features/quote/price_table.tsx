'use client';
import type { Price } from '@/shared/api/client';
import { useFormat } from '@/shared/i18n/format';
import { useI18n } from '@/shared/i18n/i18n';

/** What a system costs, line by line. */
export function PriceTable({ price }: { price: Price }) {
  const { t, known } = useI18n();
  const format = useFormat();
  return (
    <table className="price">
      <caption className="visually-hidden">{t('quote.price.caption')}</caption>
      <thead className="visually-hidden">
        <tr><th scope="col">{t('quote.price.item')}</th><th scope="col">{t('quote.price.amount')}</th></tr>
      </thead>
      <tbody>
        {price.lines.map((line) => (
          <tr key={`${line.key} ${line.label ?? ''}`} className={line.amount.amount_minor < 0 ? 'credit' : undefined}>
            <th scope="row">{known(`price.${line.key}`) ?? line.label ?? line.key}{line.key === 'incentive' && line.label ? ` · ${line.label}` : ''}</th>
            <td>{format.money(line.amount, 'exact')}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row">{t('quote.price.total')}</th><td>{format.money(price.total, 'exact')}</td></tr>
      </tfoot>
    </table>
  );
}
