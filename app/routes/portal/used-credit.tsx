import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

type Part = {
  readonly creditItemId: string;
  readonly debitItemId: string;
  readonly invoiceId: string | null;
  readonly number: string;
  readonly amountMinor: bigint;
  readonly leftMinor: bigint;
};

/** Which invoices credit went to, how much, and what is left of each. */
export function UsedCredit({ parts, currency }: { parts: readonly Part[]; currency: Currency }) {
  return (
    <DataTable
      caption="Invoices your credit went to"
      cards
      rows={parts}
      rowKey={(part) => `${part.creditItemId}${part.debitItemId}`}
      columns={[
        {
          key: 'invoice',
          head: 'Invoice',
          rowHeader: true,
          cell: (part) =>
            part.invoiceId ? (
              <Link className="reference" to={`/invoices/${part.invoiceId}`}>
                {part.number}
              </Link>
            ) : (
              'Open item'
            ),
        },
        {
          key: 'left',
          head: 'Left now',
          numeric: true,
          card: 'line',
          cell: (part) => <MoneyText money={money(part.leftMinor, currency)} />,
        },
        {
          key: 'used',
          head: 'Credit used',
          numeric: true,
          cell: (part) => <MoneyText money={money(part.amountMinor, currency)} />,
        },
      ]}
    />
  );
}
