import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Invoice, Settlement } from '#app/modules/invoicing/types.ts';
import type { overdueDaysOf } from '#app/modules/ledger/queries/overdue-days.server.ts';
import type { DeliveryStep, DocumentView } from '#app/modules/reports/queries/invoice-delivery.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { StoryByDay, type StoryDay } from '#app/ui/story.tsx';
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

const STATE_WORDS: Record<string, string> = {
  queued: 'Waiting to be sent',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Came back',
  failed: 'Could not be sent',
  suppressed: 'Kept back',
};
const KIND_WORDS: Record<string, string> = {
  payment_failed: 'about a failed payment',
  payment_processing: 'about a payment',
};

type Step = { at: Date; key: string; what: string; detail: string };

/** Steps under the day they happened on, in the company's zone. */
function daysOf(steps: readonly Step[], zone: string): StoryDay[] {
  const days = new Map<PlainDate, Step[]>();
  for (const step of steps) {
    const day = dateInZone(step.at, zone);
    days.set(day, [...(days.get(day) ?? []), step]);
  }
  return [...days].map(([day, list]) => ({
    key: day,
    day: <DateText date={day} weekday />,
    entries: list.map((step) => ({
      key: step.key,
      when: <InstantText at={step.at} zone={zone} show="time" />,
      what: step.what,
      detail: step.detail,
    })),
  }));
}

type DeliveryProps = {
  delivery: { messages: readonly DeliveryStep[]; views: readonly DocumentView[] };
  zone: string;
  once: string;
  maySend: boolean;
};

/** Each message and each look at it, newest first, and the button that sends it again. */
export function DeliveryPanel({ delivery, zone, once, maySend }: DeliveryProps) {
  const steps = [
    ...delivery.messages.map((message) => ({
      at: message.changedAt,
      key: message.id,
      what: `${STATE_WORDS[message.state] ?? message.state}${KIND_WORDS[message.kind] ? `, ${KIND_WORDS[message.kind]}` : ''}`,
      detail: [message.toAddress, message.stateReason].filter(Boolean).join('. '),
    })),
    ...delivery.views.map((view) => ({
      at: view.viewedAt,
      key: view.id,
      what: 'Viewed by the customer',
      detail: view.viewerName,
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <Panel title="Delivery" pad>
      {steps.length > 0 ? (
        <StoryByDay days={daysOf(steps, zone)} />
      ) : (
        <p className="text-muted">It was not sent by mail from here.</p>
      )}
      {maySend && (
        <Form method="post" className="pt-3">
          <input type="hidden" name="once" value={once} />
          <Button variant="second" small name="intent" value="resend" busy="Sending…">
            {delivery.messages.length > 0 ? 'Send again' : 'Send by e-mail'}
          </Button>
        </Form>
      )}
    </Panel>
  );
}
