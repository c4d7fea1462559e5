import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PlanRow } from '#app/modules/payment-plans/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { STAFF_STATES } from './plan-state.ts';

type TableProps = { caption: string; rows: readonly PlanRow[]; withCustomer?: boolean };

/** Plans with what is left and what comes next. */
export function PlanTable({ caption, rows, withCustomer = false }: TableProps) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'no',
          head: 'Plan',
          rowHeader: true,
          cell: (row) => <Link to={`/staff/plans/${row.id}`}>{row.number}</Link>,
        },
        ...(withCustomer
          ? [{ key: 'of', head: 'Customer', cell: (row: PlanRow) => <bdi>{row.customerName}</bdi> }]
          : []),
        { key: 'state', head: 'State', cell: (row) => <State row={row} /> },
        {
          key: 'next',
          head: 'Next payment',
          cell: (row) => (row.nextOn ? <DateText date={row.nextOn} weekday /> : <NotApplicable words="None" />),
        },
        {
          key: 'due',
          head: 'Next amount',
          numeric: true,
          cell: (row) =>
            row.nextMinor === null ? (
              <NotApplicable words="None" />
            ) : (
              <MoneyText style="code" money={money(row.nextMinor, row.currency)} />
            ),
        },
        {
          key: 'left',
          head: 'Left',
          numeric: true,
          cell: (row) => <MoneyText style="code" money={money(row.leftMinor, row.currency)} />,
        },
        {
          key: 'total',
          head: 'Total',
          numeric: true,
          cell: (row) => <MoneyText style="code" money={money(row.totalMinor, row.currency)} />,
        },
      ]}
    />
  );
}

function State({ row }: { row: PlanRow }) {
  const { tone, icon, text } = STAFF_STATES[row.isLate ? 'late' : row.state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}
