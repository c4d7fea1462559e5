import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PaymentCover } from '#app/modules/payments/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

type CoverTableProps = { covers: readonly PaymentCover[]; currency: Currency };

/** The invoices a payment stands against now: the same rows as on its receipt. */
export function CoverTable({ covers, currency }: CoverTableProps) {
  const of = (minor: bigint) => money(minor, currency);
  return (
    <DataTable
      caption="Invoices this payment covers"
      cards
      rows={covers}
      rowKey={(cover) => cover.invoiceId}
      columns={[
        {
          key: 'invoice',
          head: 'Invoice',
          rowHeader: true,
          cell: (cover) => (
            <Link className="reference" to={`/invoices/${cover.invoiceId}`}>
              {cover.number}
            </Link>
          ),
        },
        {
          key: 'on',
          head: 'Issued',
          nowrap: true,
          cardLabel: 'Issued',
          cell: (cover) => <DateText date={cover.documentOn} />,
        },
        {
          key: 'total',
          head: 'Total',
          numeric: true,
          card: 'line',
          cell: (cover) => <MoneyText money={of(cover.grossMinor)} />,
        },
        {
          key: 'left',
          head: 'Left now',
          numeric: true,
          card: 'line',
          cell: (cover) => <MoneyText money={of(cover.leftMinor)} />,
        },
        { key: 'paid', head: 'Paid', numeric: true, cell: (cover) => <MoneyText money={of(cover.paidMinor)} /> },
      ]}
    />
  );
}
