import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import {
  type CreditToRefund,
  type CustomerRefund,
  type Refund,
  type RefundStep,
  STEP_WORDS,
} from '#app/modules/adjustments/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** Where the money goes: back the way it came where that is open, or to the approved account. */
export function RefundWay({
  credit,
  value,
  error,
}: {
  credit: CreditToRefund;
  value: string | undefined;
  error: readonly string[] | undefined;
}) {
  const { original, bankAccount } = credit;
  return (
    <>
      <RadioGroup
        name="method"
        label="Where it goes"
        error={error}
        defaultValue={value}
        choices={[
          {
            value: 'original',
            label:
              original?.method === 'direct_debit'
                ? 'Back to the account it was debited from'
                : 'Back to the card it came from',
            hint: original
              ? 'Through the processor, at once after approval.'
              : 'Not open: this credit did not come through the processor, or came back from it.',
            disabled: original === null,
          },
          {
            value: 'bank',
            label: bankAccount
              ? `By bank transfer to ${bankAccount.holder}, account ending ${bankAccount.tail}`
              : 'By bank transfer',
            hint: bankAccount
              ? 'In the next file to the bank, which is approved by itself.'
              : 'There is no approved bank account in this currency yet.',
          },
        ]}
      />
      {!bankAccount && (
        <p>
          <Link to={`/staff/customers/${credit.customerId}/bank`}>Add the customer’s bank account</Link>
        </p>
      )}
    </>
  );
}

const TONE: Readonly<Record<RefundStep, 'neutral' | 'info' | 'positive' | 'warn'>> = {
  requested: 'neutral',
  approved: 'info',
  sent: 'info',
  accepted: 'info',
  paid: 'positive',
  failed: 'warn',
  cancelled: 'neutral',
};

/** How far a refund is. */
export function RefundBadge({ step }: { step: RefundStep }) {
  return (
    <Badge tone={TONE[step]} icon={step === 'paid' ? 'check-round' : step === 'failed' ? 'info' : 'clock'}>
      {STEP_WORDS[step]}
    </Badge>
  );
}

/** Where it goes, why, and who decided. */
export function RefundFacts({ refund, zone }: { refund: Refund; zone: string }) {
  const way = refund.payee
    ? `Bank transfer to ${refund.payee.holder}, account ending ${refund.payee.tail}`
    : 'Back the way it came';
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Goes', value: <NameText text={way} /> },
          { label: 'Reason', value: refund.reasonLabel },
          { label: 'Note', value: <NameText text={refund.reason} /> },
          {
            label: 'Approved',
            value: (
              <>
                <InstantText at={refund.madeAt} zone={zone} /> by <NameText text={refund.madeByName} />
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** The refunds of a payment, where there are any. */
export function RefundsPanel({ refunds }: { refunds: readonly CustomerRefund[] }) {
  if (refunds.length === 0) return null;
  return (
    <Panel title="Given back">
      <DataTable
        caption="Refunds of this payment"
        rows={refunds}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'number',
            head: 'Refund',
            rowHeader: true,
            nowrap: true,
            cell: (row) => (
              <Link className="quiet-link reference" to={`/staff/refunds/${row.id}`}>
                {row.number}
              </Link>
            ),
          },
          { key: 'step', head: 'State', cell: (row) => <RefundBadge step={row.step} /> },
          {
            key: 'amount',
            head: 'Amount',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
          },
        ]}
      />
    </Panel>
  );
}
