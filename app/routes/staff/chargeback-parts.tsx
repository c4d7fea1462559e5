import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Chargeback } from '#app/modules/payments/queries/chargebacks.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { CHARGEBACK_STATE } from './payout-words.ts';

type ChargebackTableProps = { caption: string; rows: readonly Chargeback[]; named?: boolean };

/** Chargebacks with how their money moved; `named` says whose they are. */
export function ChargebackTable({ caption, rows, named = false }: ChargebackTableProps) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'opened',
          head: 'Opened',
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <>
              <DateText date={row.openedOn} />
              <span className="under reference">{row.disputeRef}</span>
            </>
          ),
        },
        ...(named
          ? [
              {
                key: 'whose',
                head: 'Payment',
                cell: (row: Chargeback) => (
                  <>
                    <Link className="quiet-link reference" to={`/staff/payments/${row.payment.id}`}>
                      {row.payment.number}
                    </Link>
                    <span className="under">
                      <NameText text={row.customerName} />
                    </span>
                  </>
                ),
              },
            ]
          : []),
        {
          key: 'state',
          head: 'State',
          cell: (row) => {
            const { tone, icon, text } = CHARGEBACK_STATE[row.state];
            return (
              <Badge tone={tone} icon={icon}>
                {text}
              </Badge>
            );
          },
        },
        { key: 'steps', head: 'What moved', className: 'min-w-56', cell: (row) => <Steps row={row} /> },
        {
          key: 'amount',
          head: 'Contested',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
        },
      ]}
    />
  );
}

function Steps({ row }: { row: Chargeback }) {
  if (row.steps.length === 0) return 'No money moved; the payer’s bank only asks. Answer it at the processor.';
  return (
    <>
      {row.steps.map((step) => (
        <span key={step.kind} className="under">
          <MoneyText money={money(step.amountMinor, row.currency)} style="code" />{' '}
          {step.kind === 'withdrawn' ? 'taken on ' : 'given back on '}
          <DateText date={step.happenedOn} />
          {step.payment && (
            <>
              {' '}
              as{' '}
              <Link className="reference" to={`/staff/payments/${step.payment.id}`}>
                {step.payment.number}
              </Link>
            </>
          )}
        </span>
      ))}
      {row.owedMinor > 0n && (
        <span className="under">
          <MoneyText money={money(row.owedMinor, row.currency)} style="code" /> is owed again as an item of its own.
          Take the payment off the invoices this is about and apply it to that item, or agree with the customer how it
          is paid.
        </span>
      )}
    </>
  );
}
