import { Link } from 'react-router';
import type { LatePosting } from '#app/modules/reports/queries/late-postings.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

const KINDS: Readonly<Record<string, string>> = { payment: 'Payment', payment_reversal: 'Payment came back' };

/** What was learned after its month was closed: the day it belongs to and the day it counts on. */
export function LateTable({ rows }: { rows: readonly LatePosting[] }) {
  if (rows.length === 0) return <EmptyState>Nothing arrived for a month after it was closed.</EmptyState>;
  return (
    <DataTable
      caption="Postings whose value date lay in a closed month"
      rows={rows}
      rowKey={(row) => row.entryId}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHeader: true,
          cell: (row) => (
            <>
              {KINDS[row.kind] ?? row.kind.replaceAll('_', ' ')}{' '}
              {row.paymentId && (
                <Link className="reference" to={`/staff/payments/${row.paymentId}`}>
                  {row.number}
                </Link>
              )}
              {row.customerId && (
                <span className="under">
                  <NameText text={row.customerName} />
                </span>
              )}
            </>
          ),
        },
        { key: 'value', head: 'Value date', nowrap: true, cell: (row) => <DateText date={row.valueOn} /> },
        { key: 'counts', head: 'Counts on', nowrap: true, cell: (row) => <DateText date={row.effectiveOn} /> },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => row.amount && <MoneyText money={row.amount} style="code" />,
        },
      ]}
    />
  );
}
