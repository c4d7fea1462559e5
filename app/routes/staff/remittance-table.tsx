import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { RemittanceView } from '#app/modules/remittances/queries/list-remittances.server.ts';
import type { Remittance } from '#app/modules/remittances/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

type Props = { rows: readonly Remittance[]; zone: string; view: RemittanceView };

/** Advices, newest first. */
export function AdviceTable({ rows, zone, view }: Props) {
  return (
    <DataTable
      caption="Advices, newest first"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          ...{ key: 'reference', head: 'Advice', rowHeader: true },
          cell: (row) => (
            <>
              <Link className="quiet-link wrap-anywhere" to={`/staff/remittances/${row.id}`}>
                {adviceName(row)}
              </Link>
              <span className="under">
                {row.rowCount === 1 ? '1 row' : `${row.rowCount} rows`}
                {row.problems.length > 0 && ', something does not add up'}
              </span>
            </>
          ),
        },
        {
          ...{ key: 'customer', head: 'Customer' },
          cell: (row) => (row.customer ? <NameText text={row.customer.name} /> : 'Not known yet'),
        },
        {
          ...{ key: 'total', head: 'Total', numeric: true },
          cell: (row) => <MoneyText money={money(row.totalMinor, row.currency)} style="code" />,
        },
        {
          ...{ key: 'where', head: view === 'attached' ? 'Line of the bank' : view === 'dropped' ? 'Why' : 'Taken by' },
          cell: (row) =>
            row.line ? (
              <>
                <DateText date={row.line.bookedOn} />
                <span className="under">{row.line.state === 'explained' ? 'Explained' : 'To be explained'}</span>
              </>
            ) : (
              <span className="wrap-anywhere">{row.dropped?.reason ?? row.madeByName}</span>
            ),
        },
        {
          ...{ key: 'made', head: 'Came', nowrap: true },
          cell: (row) => <InstantText at={row.madeAt} zone={zone} />,
        },
      ]}
    />
  );
}

/** What an advice is called: the customer's own number, or its file. */
export const adviceName = ({ reference, fileName }: Pick<Remittance, 'reference' | 'fileName'>): string =>
  reference || fileName || 'Advice without a number';
