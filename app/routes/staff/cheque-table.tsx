import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { InstrumentRow } from '#app/modules/instruments/types.ts';
import { ChequeBadge } from '#app/modules/instruments/ui/cheque-badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

/** The register: receipt, customer, amount, the dates, who keeps it, when it is due, where it stands. */
export function ChequeTable({ rows }: { rows: readonly InstrumentRow[] }) {
  return (
    <DataTable
      caption="Cheques"
      wide
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'receipt',
          head: 'Receipt',
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <>
              <Link className="quiet-link reference" to={`/staff/cheques/${row.id}`}>
                {row.number}
              </Link>
              <span className="under">
                cheque <span className="reference">{row.chequeNo}</span>
              </span>
            </>
          ),
        },
        { key: 'customer', head: 'Customer', cell: (row) => <Drawer row={row} /> },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
        },
        { key: 'dated', head: 'Dated', nowrap: true, cell: (row) => <DateText date={row.datedOn} /> },
        { key: 'received', head: 'Received', nowrap: true, cell: (row) => <DateText date={row.receivedOn} /> },
        { key: 'custodian', head: 'Kept by', cell: (row) => <NameText text={row.custodianName} /> },
        { key: 'due', head: 'Due at the bank', nowrap: true, cell: (row) => <Due row={row} /> },
        {
          key: 'state',
          head: 'State',
          nowrap: true,
          cell: (row) => (
            <>
              <ChequeBadge state={row.state} />
              {row.state === 'returned' && !row.followedUp && <span className="under">call the customer</span>}
            </>
          ),
        },
      ]}
    />
  );
}

const Drawer = ({ row }: { row: InstrumentRow }) => (
  <>
    <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
      <NameText text={row.customerName} />
    </Link>
    <span className="under">
      <NameText text={row.bankName} />
    </span>
  </>
);

/** The day by which it has to be there, and how it went. */
export function Due({ row }: { row: InstrumentRow }) {
  return (
    <>
      <DateText date={row.dueOn} />
      {row.daysLate > 0 ? (
        <span className="under text-danger">
          {row.bankedOn ? 'banked ' : ''}
          {row.daysLate} d late
        </span>
      ) : (
        row.bankedOn && (
          <span className="under">
            banked <DateText date={row.bankedOn} />
          </span>
        )
      )}
    </>
  );
}
