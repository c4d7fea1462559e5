import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PaymentListRow } from '#app/modules/payments/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { METHOD_WORDS } from './list-views.ts';
import { NameText } from './name-text.tsx';

const COVERS_SHOWN = 3;

/** How much of a payment is set against invoices, as one badge. */
export function PaymentBadge({ row }: { row: Pick<PaymentListRow, 'reversed' | 'unappliedMinor' | 'amountMinor'> }) {
  if (row.reversed)
    return (
      <Badge tone="danger" icon="back">
        Came back
      </Badge>
    );
  if (row.unappliedMinor === 0n)
    return (
      <Badge tone="positive" icon="check">
        Applied
      </Badge>
    );
  return row.unappliedMinor === row.amountMinor ? (
    <Badge tone="warn" icon="card">
      Not applied
    </Badge>
  ) : (
    <Badge tone="warn" icon="half">
      Part-applied
    </Badge>
  );
}

/** Every receipt and its use. */
export function PaymentTable({ rows, mayApply }: { rows: readonly PaymentListRow[]; mayApply: boolean }) {
  return (
    <DataTable
      caption="Payments"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'number',
          head: 'Number',
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <>
              <Link className="quiet-link reference" to={`/staff/payments/${row.id}`}>
                {row.number}
              </Link>
              <span className="under">
                <DateText date={row.receivedOn} />
              </span>
            </>
          ),
        },
        { key: 'customer', head: 'Customer', cell: (row) => <Payer row={row} /> },
        { key: 'status', head: 'Use', cell: (row) => <PaymentBadge row={row} /> },
        {
          key: 'covers',
          head: 'Applied to',
          cell: (row) => (
            <span className="reference">
              {row.covers.slice(0, COVERS_SHOWN).join(', ')}
              {row.covers.length > COVERS_SHOWN && ` and ${row.covers.length - COVERS_SHOWN} more`}
            </span>
          ),
        },
        { key: 'amount', head: 'Amount', numeric: true, cell: (row) => <Amount row={row} /> },
        {
          key: 'apply',
          head: 'Apply',
          headHidden: true,
          cell: (row) =>
            mayApply &&
            row.unappliedMinor > 0n && (
              <LinkButton small variant="second" to={`/staff/payments/${row.id}/apply`}>
                Apply<span className="sr-only"> {row.number}</span>
              </LinkButton>
            ),
        },
      ]}
    />
  );
}

const Payer = ({ row }: { row: PaymentListRow }) => (
  <>
    <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
      <NameText text={row.customerName} />
    </Link>
    <span className="under">
      {METHOD_WORDS[row.method]}
      {row.reference && (
        <>
          , <NameText text={row.reference} />
        </>
      )}
    </span>
  </>
);

const Amount = ({ row }: { row: PaymentListRow }) => (
  <>
    <MoneyText money={money(row.amountMinor, row.currency)} style="code" />
    {row.unappliedMinor > 0n && row.unappliedMinor < row.amountMinor && (
      <span className="under">
        <MoneyText money={money(row.unappliedMinor, row.currency)} style="code" /> left
      </span>
    )}
  </>
);
