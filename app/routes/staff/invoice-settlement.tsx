import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Invoice, Settlement } from '#app/modules/invoicing/types.ts';
import type { overdueDaysOf } from '#app/modules/ledger/queries/overdue-days.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { Unapply } from './unapply-form.tsx';

type Overdue = NonNullable<Awaited<ReturnType<typeof overdueDaysOf>>>;

const SETTLED_BY: Record<Settlement['kind'], string> = {
  payment: 'Payment',
  credit_note: 'Credit note',
  payment_reversal: 'Payment came back',
  invoice: 'Invoice',
  debit_note: 'Debit note',
  other: 'Applied',
};

function settledBy(row: Settlement) {
  const isDocument = row.kind === 'credit_note' || row.kind === 'invoice' || row.kind === 'debit_note';
  const path = isDocument ? `/staff/invoices/${row.sourceId}` : `/staff/payments/${row.sourceId}`;
  const words = row.amountMinor < 0n ? `${SETTLED_BY[row.kind]} undone` : SETTLED_BY[row.kind];
  return (
    <>
      {words}{' '}
      {row.number && (
        <Link className="reference" to={path}>
          {row.number}
        </Link>
      )}
    </>
  );
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** How late it is or was. Interest would be counted by the same days. */
function overdueWords({ daysLate, settledOn }: Overdue): string {
  if (settledOn) return daysLate === 0 ? 'Paid on time.' : `Paid ${days(daysLate)} late, counted to the value date.`;
  return daysLate === 0 ? 'Not overdue.' : `${days(daysLate)} overdue so far.`;
}

type SettlementProps = { invoice: Invoice; overdue: Overdue | null; mayUndo: boolean; errors: FieldErrors };

/** What became of the amount, written like a receipt; a credit note's applications can be taken back here. */
export function SettlementPanel({ invoice, overdue, mayUndo, errors }: SettlementProps) {
  const of = (minor: bigint) => money(minor, invoice.currency);
  const isCredit = invoice.kind === 'credit_note';
  const left = isCredit ? invoice.creditLeftMinor : invoice.leftMinor;
  const standing = invoice.settlements.filter((row) => !row.undone);
  return (
    <Panel title={titleOf(isCredit, left)} pad>
      <RunningSum
        caption={isCredit ? 'From the credit to what is not applied yet' : 'From the amount invoiced to what is left'}
        style="code"
        rows={[
          { label: isCredit ? 'Credited' : 'Invoiced', money: of(invoice.grossMinor) },
          ...invoice.settlements.map((row) => ({
            key: row.applicationId,
            label: settledBy(row),
            under: (
              <>
                <DateText date={row.effectiveOn} />
                {row.valueOn && row.amountMinor > 0n && (
                  <>
                    , value date <DateText date={row.valueOn} />
                  </>
                )}
              </>
            ),
            money: of(-row.amountMinor),
          })),
          { label: isCredit ? 'Not applied yet' : 'Left', money: of(left), kind: 'total' as const },
        ]}
      />
      {overdue && <p className="text-muted">{overdueWords(overdue)}</p>}
      {invoice.holds.map((hold) => (
        <p key={`${hold.kind}${hold.reason}`} className="text-muted">
          On hold: {hold.reason || hold.kind.replaceAll('_', ' ')}
        </p>
      ))}
      {isCredit &&
        mayUndo &&
        standing.map((row) => (
          <Unapply key={row.applicationId} row={row} error={errors[`reason-${row.applicationId}`]} />
        ))}
    </Panel>
  );
}

function titleOf(isCredit: boolean, left: bigint): string {
  if (isCredit) return left === 0n ? 'The credit is used' : 'What the credit was set against';
  return left === 0n ? 'Settled in full' : 'What is left and why';
}
