import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Payment } from '#app/modules/payments/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { Unapply } from './unapply-form.tsx';

type ApplicationsProps = { payment: Payment; errors: FieldErrors; mayUndo: boolean };

/** Where the money went, what was taken back, and the way to take one back. */
export function ApplicationsPanel({ payment, errors, mayUndo }: ApplicationsProps) {
  if (payment.applications.length === 0)
    return (
      <Panel title="Not applied to anything">
        <EmptyState
          action={
            payment.unappliedMinor > 0n && <Link to={`/staff/payments/${payment.id}/apply`}>Choose what it pays</Link>
          }
        >
          The money stands on the customer’s account.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel title="What it paid">
      <DataTable
        caption="Applications of this payment"
        rows={payment.applications}
        rowKey={(row) => row.applicationId}
        columns={[
          {
            key: 'number',
            head: 'Invoice',
            rowHeader: true,
            nowrap: true,
            cell: (row) => (
              <>
                {row.invoiceId ? (
                  <Link className="quiet-link reference" to={`/staff/invoices/${row.invoiceId}`}>
                    {row.number}
                  </Link>
                ) : (
                  <span className="reference">{row.number}</span>
                )}
                <span className="under">
                  <NameText text={row.title} />
                </span>
              </>
            ),
          },
          { key: 'date', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.effectiveOn} /> },
          {
            key: 'amount',
            head: `Applied, ${payment.currency}`,
            numeric: true,
            cell: (row) => <MoneyText money={money(row.amountMinor, payment.currency)} style="bare" />,
          },
          {
            key: 'undo',
            head: 'Undo',
            headHidden: true,
            cell: (row) =>
              row.undone ? (
                <span className="text-muted">{row.amountMinor < 0n ? 'Taken back' : 'Undone'}</span>
              ) : (
                mayUndo && <Unapply row={row} error={errors[`reason-${row.applicationId}`]} />
              ),
          },
        ]}
      />
    </Panel>
  );
}
