import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { StageCounts, WaitingOrder } from '#app/modules/usage/queries/completeness.server.ts';
import type { Unbilled } from '#app/modules/usage/queries/unbilled.server.ts';
import type { UnbilledTotal } from '#app/modules/usage/queries/unbilled-by-period.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { CustomerLink, quantityText, USAGE_KINDS } from './usage-words.tsx';

const cut = (shown: number, all: number): string | undefined =>
  shown < all ? `the oldest ${shown} of ${all}` : undefined;
const aged = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** The three counts that must meet, and what is missing between the last two. */
export function Stages({ stages, totals }: { stages: StageCounts; totals: readonly UnbilledTotal[] }) {
  return (
    <Figures
      figures={[
        { label: 'Ordered', value: stages.orders },
        { label: 'Delivered or closed', value: stages.delivered },
        { label: 'Billed', value: stages.billed },
        { label: 'Not billed', value: stages.delivered - stages.billed, large: true },
        ...totals.map(({ currency, valueMinor }) => ({
          key: currency,
          label: `Value of what is shown, ${currency}`,
          value: <MoneyText money={money(valueMinor, currency)} style="bare" />,
        })),
      ]}
    />
  );
}

export function UnbilledTable({ rows, count, title }: { rows: readonly Unbilled[]; count: number; title: string }) {
  return (
    <Panel title={title} aside={cut(rows.length, count)}>
      <DataTable
        caption="Usage that is on no invoice, oldest first"
        rows={rows}
        rowKey={(row) => row.id}
        wide
        columns={[
          {
            key: 'reference',
            head: 'Reference',
            rowHeader: true,
            cell: (row) => (
              <Link to={`/staff/usage/${row.id}`} className="reference">
                <NameText text={row.reference || USAGE_KINDS[row.kind]} />
              </Link>
            ),
          },
          { key: 'kind', head: 'Kind', cell: (row) => USAGE_KINDS[row.kind] },
          { key: 'customer', head: 'Customer', cell: (row) => <CustomerLink row={row} /> },
          { key: 'product', head: 'Product', cell: (row) => row.productName },
          { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.occurredOn} /> },
          { key: 'age', head: 'Age', numeric: true, nowrap: true, cell: (row) => aged(row.ageDays) },
          {
            key: 'quantity',
            head: 'Quantity',
            numeric: true,
            nowrap: true,
            cell: (row) => quantityText(row.quantity, row.unitCode),
          },
          { key: 'value', head: 'Value', numeric: true, nowrap: true, cell: (row) => <Value row={row} /> },
          { key: 'due', head: 'Period', nowrap: true, cell: (row) => <PeriodMark row={row} /> },
        ]}
      />
    </Panel>
  );
}

function Value({ row }: { row: Unbilled }) {
  if (row.valueMinor !== null) return <MoneyText money={money(row.valueMinor, row.currency)} style="code" />;
  return <Link to={`/staff/contracts/${row.contractId}`}>No price</Link>;
}

function PeriodMark({ row }: { row: Unbilled }) {
  if (row.period === null)
    return (
      <Badge tone="danger" icon="block">
        Outside the contract
      </Badge>
    );
  return row.isDue ? (
    <Badge tone="warn" icon="clock">
      Due since <DateText date={row.period.toOn} />
    </Badge>
  ) : (
    <Badge tone="neutral" icon="calendar">
      Until <DateText date={row.period.toOn} />
    </Badge>
  );
}

export function WaitingTable({ orders, count }: { orders: readonly WaitingOrder[]; count: number }) {
  return (
    <Panel title="Ordered, not delivered" aside={cut(orders.length, count)}>
      {orders.length === 0 ? (
        <EmptyState action={<Link to="/staff/import">Import orders</Link>}>No order waits for a delivery.</EmptyState>
      ) : (
        <DataTable
          caption="Orders that wait for a delivery, oldest first"
          rows={orders}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'number',
              head: 'Order',
              rowHeader: true,
              cell: (row) => <span className="reference">{row.number}</span>,
            },
            { key: 'customer', head: 'Customer', cell: (row) => <CustomerLink row={row} /> },
            { key: 'product', head: 'Product', cell: (row) => <span className="reference">{row.productCode}</span> },
            { key: 'on', head: 'Ordered', nowrap: true, cell: (row) => <DateText date={row.orderedOn} /> },
            { key: 'age', head: 'Age', numeric: true, nowrap: true, cell: (row) => aged(row.ageDays) },
            {
              key: 'quantity',
              head: 'Ordered quantity',
              numeric: true,
              nowrap: true,
              cell: (row) => (row.quantity === null ? 'Not said' : quantityText(row.quantity, row.unitCode)),
            },
            {
              key: 'delivered',
              head: 'Delivered',
              numeric: true,
              nowrap: true,
              cell: (row) => quantityText(row.delivered, row.unitCode),
            },
          ]}
        />
      )}
    </Panel>
  );
}
