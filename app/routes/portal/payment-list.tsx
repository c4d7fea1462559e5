import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { paymentMethodName } from '#app/modules/payments/ui/payment-method.ts';
import { Badges } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';

const NUMBERS_SHOWN = 3;

type Row = Awaited<ReturnType<typeof listPayments>>['rows'][number];

/** Each payment with what it went to and what is left of it. */
export function PaymentTable({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable
      caption="Your payments, newest first"
      cards
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'payment',
          head: 'Payment',
          rowHeader: true,
          cell: (row) => (
            <>
              <Link className="quiet-link" to={`/payments/${row.id}`}>
                <DateText date={row.receivedOn} />, {paymentMethodName(row.method)}
              </Link>
              <span className="under">
                <span className="reference">{row.number}</span>
              </span>
              {row.reversed && <Badges badges={[{ tone: 'warn', icon: 'back', text: 'Taken back by the bank' }]} />}
            </>
          ),
        },
        { key: 'covers', head: 'Went to', cardLabel: 'Went to', cell: (row) => <Covers numbers={row.covers} /> },
        {
          key: 'unapplied',
          head: 'Credit left',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={money(row.unappliedMinor, row.currency)} />,
        },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} />,
        },
      ]}
    />
  );
}

function Covers({ numbers }: { numbers: readonly string[] }) {
  if (numbers.length === 0) return <NotApplicable words="no invoice" />;
  const rest = numbers.length - NUMBERS_SHOWN;
  return (
    <>
      <span className="reference">{numbers.slice(0, NUMBERS_SHOWN).join(', ')}</span>
      {rest > 0 && ` and ${rest} more`}
    </>
  );
}
