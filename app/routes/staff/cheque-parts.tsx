import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { Instrument } from '#app/modules/instruments/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What is printed on it, and what it became. */
export function ChequeFacts({ cheque, zone }: { cheque: Instrument; zone: string }) {
  const fact = (label: string, value: ReactNode) => ({ label, value });
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          fact('Cheque', <span className="reference">{cheque.chequeNo}</span>),
          fact('Bank', <NameText text={cheque.bankName} />),
          ...(cheque.drawerName ? [fact('Drawn by', <NameText text={cheque.drawerName} />)] : []),
          fact('Dated', <DateText date={cheque.datedOn} />),
          fact('Received', <InstantText at={cheque.receivedAt} zone={zone} />),
          fact('Kept by', <NameText text={cheque.custodianName} />),
          fact('Due at the bank', <DateText date={cheque.dueOn} />),
          ...(cheque.batch
            ? [fact('Deposit', <Numbered to={`/staff/deposits/${cheque.batch.id}`}>{cheque.batch.number}</Numbered>)]
            : []),
          ...(cheque.payment
            ? [
                fact(
                  'Payment',
                  <Numbered to={`/staff/payments/${cheque.payment.id}`}>{cheque.payment.number}</Numbered>,
                ),
              ]
            : [fact('Payment', 'None yet: it waits for its date')]),
          ...(cheque.note ? [fact('Note', <NameText text={cheque.note} />)] : []),
        ]}
      />
    </Panel>
  );
}

/** The number of another thing, as a link to it. */
export const Numbered = ({ to, children }: { to: string; children: ReactNode }) => (
  <Link className="reference" to={to}>
    {children}
  </Link>
);

/** What a post-dated cheque is meant to pay; held while it waits. */
export function MeantFor({ cheque }: { cheque: Instrument }) {
  if (cheque.meantFor.length === 0) return null;
  return (
    <Panel title={cheque.state === 'post_dated' ? 'Meant for, and not chased meanwhile' : 'Was meant for'}>
      <DataTable
        caption="What this cheque is meant to pay"
        rows={cheque.meantFor}
        rowKey={(part) => part.itemId}
        columns={[
          {
            key: 'number',
            head: 'Invoice',
            rowHeader: true,
            cell: (part) =>
              part.invoiceId ? (
                <Numbered to={`/staff/invoices/${part.invoiceId}`}>{part.number}</Numbered>
              ) : (
                part.number
              ),
          },
          {
            key: 'amount',
            head: `Amount, ${cheque.currency}`,
            numeric: true,
            cell: (part) => <MoneyText money={money(part.amountMinor, cheque.currency)} style="bare" />,
          },
        ]}
      />
    </Panel>
  );
}
