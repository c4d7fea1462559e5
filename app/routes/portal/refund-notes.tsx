import { money } from '#app/kernel/money.ts';
import type { CustomerRefund, RefundStep } from '#app/modules/adjustments/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';

/** How far it is, in the customer's words. */
const WORDS: Readonly<Record<RefundStep, string>> = {
  requested: 'is being prepared',
  approved: 'is being prepared',
  sent: 'is on its way to you',
  accepted: 'is on its way to you',
  paid: 'is paid. Your bank can take up to ten working days to show it',
  failed: 'did not arrive. It is credit on your account again',
  cancelled: 'was cancelled. It is credit on your account again',
};

/** What went back of a payment or credit, and how far it is. */
export function RefundNotes({ refunds }: { refunds: readonly CustomerRefund[] }) {
  if (refunds.length === 0) return null;
  return (
    <Section title="Refunds to you">
      {refunds.map((refund) => (
        <p key={refund.id} className="gap-part">
          <span className="reference">{refund.number}</span> of <DateText date={refund.effectiveOn} />:{' '}
          <MoneyText money={money(refund.amountMinor, refund.currency)} />{' '}
          {refund.method === 'original' ? 'the way you paid' : 'by bank transfer'} {WORDS[refund.step]}.
        </p>
      ))}
    </Section>
  );
}
