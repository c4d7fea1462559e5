import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { SmallItem } from '#app/modules/adjustments/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

/** The list as it is decided on: every row ticked, with its amount in the box's value. */
export function SmallTable({ items, currency }: { items: readonly SmallItem[]; currency: Currency }) {
  const of = (minor: bigint) => money(minor, currency);
  return (
    <DataTable
      caption="Small balances"
      rows={items}
      rowKey={(row) => row.itemId}
      selection={{
        name: 'items',
        value: (row) => `${row.itemId}~${row.openMinor}`,
        label: (row) => `${row.number} of ${row.customerName}`,
        isChosen: () => true,
      }}
      columns={[
        {
          key: 'number',
          head: 'Number',
          rowHeader: true,
          nowrap: true,
          cell: (row) => <span className="reference">{row.number}</span>,
        },
        {
          key: 'customer',
          head: 'Customer',
          cell: (row) => (
            <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
              <NameText text={row.customerName} />
            </Link>
          ),
        },
        { key: 'due', head: 'Due', nowrap: true, cell: (row) => <DateText date={row.dueOn} /> },
        {
          key: 'open',
          head: `Open, ${currency}`,
          numeric: true,
          cell: (row) => <MoneyText money={of(row.openMinor)} style="bare" />,
        },
      ]}
    />
  );
}
