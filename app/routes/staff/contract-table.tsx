import { Link } from 'react-router';
import type { ContractRow } from '#app/modules/contracts/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

/** Contracts with how they stand; on a customer's own page the customer is not said again. */
export function ContractTable({ rows, withCustomer }: { rows: readonly ContractRow[]; withCustomer: boolean }) {
  const customer: Column<ContractRow> = {
    key: 'customer',
    head: 'Customer',
    cell: (row) => (
      <>
        <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
          <NameText text={row.customerName} />
        </Link>
        <span className="under reference">{row.customerNumber}</span>
      </>
    ),
  };
  return (
    <DataTable
      caption="List of contracts"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'number',
          head: 'Contract',
          rowHeader: true,
          cell: (row) => (
            <>
              <Link className="quiet-link reference" to={`/staff/contracts/${row.id}`}>
                {row.number}
              </Link>
              <span className="under">
                <NameText text={row.title} />
              </span>
            </>
          ),
        },
        ...(withCustomer ? [customer] : []),
        { key: 'lines', head: 'Lines', numeric: true, cell: (row) => row.lines },
        { key: 'currency', head: 'Currency', nowrap: true, cell: (row) => row.currency },
        { key: 'starts', head: 'Starts', nowrap: true, cell: (row) => <DateText date={row.startsOn} /> },
        {
          key: 'ends',
          head: 'Ends',
          nowrap: true,
          cell: (row) => (row.endsOn ? <DateText date={row.endsOn} /> : <NotApplicable words="runs on" />),
        },
        {
          key: 'state',
          head: 'State',
          nowrap: true,
          cell: (row) => (
            <>
              <StandingBadge standing={row.standing} isWaiting={row.waiting !== null} />
              {row.waiting && row.standing !== 'draft' && (
                <span className="under">version {row.waiting.versionNo} waits</span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

type Standing = { standing: ContractRow['standing']; isWaiting: boolean };

export function StandingBadge({ standing, isWaiting }: Standing) {
  if (standing === 'draft')
    return isWaiting ? (
      <Badge tone="warn" icon="clock">
        Waiting for approval
      </Badge>
    ) : (
      <Badge tone="neutral" icon="back">
        Sent back
      </Badge>
    );
  return standing === 'active' ? (
    <Badge tone="positive" icon="check">
      Active
    </Badge>
  ) : (
    <Badge tone="neutral" icon="slash">
      Ended
    </Badge>
  );
}
