import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Movement } from '#app/modules/payments/queries/get-payout.server.ts';
import type { PayoutRow } from '#app/modules/payments/queries/list-payouts.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { type Closing, MovementQuestion } from './close-movement.tsx';
import { NameText } from './name-text.tsx';
import { MOVEMENT_WORDS, PAYOUT_STATE } from './payout-words.ts';

export function PayoutBadge({ row }: { row: Pick<PayoutRow, 'state'> }) {
  const { tone, icon, text } = PAYOUT_STATE[row.state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

/** The document behind a movement: our payment, and the refund where it is one. */
export function WhoseItIs({ movement }: { movement: Movement }) {
  const { payment, refund } = movement;
  if (!payment) return <NotApplicable words="of no payment here" />;
  return (
    <>
      {refund ? (
        <Link className="quiet-link reference" to={`/staff/refunds/${refund.id}`}>
          {refund.number}
        </Link>
      ) : (
        <Link className="quiet-link reference" to={`/staff/payments/${payment.id}`}>
          {payment.number}
        </Link>
      )}
      <span className="under">
        <NameText text={payment.customerName} />
      </span>
    </>
  );
}

type MovementTableProps = {
  caption: string;
  rows: readonly Movement[];
  /** Where a person is asked: whether they may close one by hand, and what they tried. */
  asks?: { readonly mayClose: boolean; readonly closing: Closing | null };
};

/** Movements of the balance: what, whose, amount, fee and what is left of it. */
export function MovementTable({ caption, rows, asks }: MovementTableProps) {
  return (
    <DataTable
      caption={caption}
      wide={asks !== undefined}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHeader: true,
          cell: (row) => (
            <>
              {MOVEMENT_WORDS[row.kind]}
              <span className="under reference">{row.ref}</span>
            </>
          ),
        },
        { key: 'on', head: 'Day', nowrap: true, cell: (row) => <DateText date={row.happenedOn} /> },
        { key: 'whose', head: 'Whose', cell: (row) => <WhoseItIs movement={row} /> },
        ...(asks
          ? [
              {
                key: 'why',
                head: 'What to do',
                className: 'min-w-56',
                cell: (row: Movement) => <MovementQuestion movement={row} {...asks} />,
              },
            ]
          : []),
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style={asks ? 'code' : 'bare'} />,
        },
        {
          key: 'fee',
          head: 'Fee',
          numeric: true,
          card: 'line',
          cell: (row) =>
            row.feeMinor === 0n ? (
              <NotApplicable words="no fee" />
            ) : (
              <MoneyText money={money(-row.feeMinor, row.currency)} style="bare" />
            ),
        },
        {
          key: 'net',
          head: 'Left of it',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={money(row.netMinor, row.currency)} style="bare" />,
        },
      ]}
    />
  );
}
