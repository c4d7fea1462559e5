import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PromiseRow } from '#app/modules/collections/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { promiseBadge, SOURCE_NAMES } from './promise-words.ts';

type Props = {
  caption: string;
  rows: readonly PromiseRow[];
  withCustomer?: boolean;
  acts?: Column<PromiseRow>;
};

/** Promises with what came of them. */
export function PromiseTable({ caption, rows, withCustomer = false, acts }: Props) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'day',
          head: 'Promised for',
          rowHeader: true,
          cell: (row) => (
            <>
              <DateText date={row.promisedOn} weekday />
              {row.graceDays > 0 && (
                <span className="under">and {row.graceDays === 1 ? '1 day' : `${row.graceDays} days`} of grace</span>
              )}
            </>
          ),
        },
        ...(withCustomer ? [CUSTOMER] : []),
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
        },
        {
          key: 'counted',
          head: 'Received for it',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.countedMinor, row.currency)} style="code" />,
        },
        {
          key: 'said',
          head: 'Said',
          cell: (row) => (
            <>
              {SOURCE_NAMES[row.source]}, <DateText date={row.madeOn} />
              <span className="under">
                <NameText text={row.madeByName} />
                {row.names.length > 0 && <>, about {row.names.join(', ')}</>}
                {row.note && (
                  <>
                    : “<NameText text={row.note} />”
                  </>
                )}
              </span>
            </>
          ),
        },
        {
          key: 'state',
          head: 'State',
          cell: (row) => {
            const { tone, icon, text } = promiseBadge(row);
            return (
              <Badge tone={tone} icon={icon}>
                {text}
              </Badge>
            );
          },
        },
        ...(acts ? [acts] : []),
      ]}
    />
  );
}

const CUSTOMER: Column<PromiseRow> = {
  key: 'customer',
  head: 'Customer',
  cell: (row) => (
    <Link to={`/staff/customers/${row.customerId}/promises`} className="quiet-link">
      <NameText text={row.customerName} />
    </Link>
  ),
};
