import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { DeferredLine } from '#app/modules/deferrals/queries/list-deferred.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const amount = (
  key: 'deferredMinor' | 'releasedMinor' | 'creditedMinor' | 'leftMinor',
  head: string,
): Column<DeferredLine> => ({
  ...{ key, head, numeric: true },
  cell: (row) => <MoneyText money={money(row[key], row.currency)} style={key === 'leftMinor' ? 'code' : 'bare'} />,
});

/** Every line with something left: whose, over which days, and where its amount went. */
export function DeferredLines({
  lines,
  hrefOf,
}: {
  lines: readonly DeferredLine[];
  hrefOf: (invoiceId: string) => string;
}) {
  const columns: Column<DeferredLine>[] = [
    {
      key: 'customer',
      head: 'Customer',
      rowHeader: true,
      cell: (row) => (
        <>
          <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
            <NameText text={row.customerName} />
          </Link>
          <span className="under reference">{row.customerNumber}</span>
        </>
      ),
    },
    {
      key: 'line',
      head: 'Invoice and line',
      cell: (row) => (
        <>
          <Link className="quiet-link" to={`/staff/invoices/${row.invoiceId}`}>
            <span className="reference">{row.number}</span>
          </Link>
          , line {row.lineNo}
          <span className="under">
            <bdi>{row.description}</bdi>
          </span>
        </>
      ),
    },
    {
      key: 'days',
      head: 'Earned over',
      nowrap: true,
      cell: (row) => (
        <>
          <DateText date={row.fromOn} /> to <DateText date={row.toOn} />
          <span className="under">
            <Link to={hrefOf(row.invoiceId)}>Months</Link>, account {row.accountCode}
          </span>
        </>
      ),
    },
    amount('deferredMinor', 'Deferred'),
    amount('releasedMinor', 'Released'),
    amount('creditedMinor', 'Credited'),
    amount('leftMinor', 'Left'),
  ];
  return (
    <Panel title="By customer and line">
      <DataTable
        wide
        caption="Deferred lines with something left"
        rows={lines}
        rowKey={(row) => `${row.invoiceId} ${row.lineNo}`}
        columns={columns}
      />
    </Panel>
  );
}
