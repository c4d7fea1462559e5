import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { termsOf, termsText } from '#app/kernel/payment-terms.ts';
import type { CustomerRow } from '#app/modules/customers/types.ts';
import type { Column } from '#app/ui/data-table.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

/** Columns of the list of customers. */
export const CUSTOMER_COLUMNS: Column<CustomerRow>[] = [
  {
    key: 'name',
    head: 'Customer',
    rowHeader: true,
    cell: (row) => (
      <>
        <Link className="quiet-link" to={`/staff/customers/${row.id}`}>
          <NameText text={row.name} />
        </Link>
        <span className="under reference">{row.number}</span>
      </>
    ),
  },
  {
    key: 'balance',
    head: 'Balance',
    numeric: true,
    cell: (row) => eachCurrency(row, (balance) => <MoneyText money={balance.balance} style="code" />),
  },
  {
    key: 'overdue',
    head: 'Overdue',
    numeric: true,
    cell: (row) => eachCurrency(row, (balance) => <MoneyText money={balance.overdue} style="code" />),
  },
  {
    key: 'oldest',
    head: 'Oldest',
    numeric: true,
    cell: (row) =>
      eachCurrency(row, (balance) =>
        balance.oldestDaysLate > 0 ? `${balance.oldestDaysLate} d` : <NotApplicable words="nothing late" />,
      ),
  },
  { key: 'terms', head: 'Terms', nowrap: true, cell: (row) => termsText(termsOf(row)) },
];

/** One line per currency, so that amounts of different money never look like a sum. */
function eachCurrency(row: CustomerRow, draw: (balance: CustomerRow['balances'][number]) => ReactNode) {
  if (row.balances.length === 0) return <NotApplicable words="nothing open" />;
  return row.balances.map((balance) => (
    <span key={balance.balance.currency} className="block">
      {draw(balance)}
    </span>
  ));
}
