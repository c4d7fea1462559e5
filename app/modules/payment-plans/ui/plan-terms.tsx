import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { Definition } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { PlanCharge, PlanEnvelope } from '../types.ts';

type TermsProps = {
  policy: PlanEnvelope;
  currency: Currency;
  covers: readonly string[];
  /** "Visa ending 42"; null: they pay each one themselves. */
  method: string | null;
  charge: Pick<PlanCharge, 'interestMinor' | 'feeMinor' | 'taxMinor' | 'totalMinor'> | null;
};

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

/** What agreeing means, in the same words before and after: the agreement's paper says the same. */
export function PlanTerms({ policy, currency, covers, method, charge }: TermsProps) {
  const locale = useLocale();
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const cure = policy.graceDays + policy.cureDays;
  return (
    <Definition
      shape="terms"
      facts={[
        {
          label: 'Covers',
          value: covers.map((number, index) => (
            <span key={number}>
              {index > 0 && ', '}
              <span className="reference">{number}</span>
            </span>
          )),
        },
        ...(charge ? [{ label: 'Cost', value: costWords(charge, amount) }] : []),
        {
          label: 'Paid from',
          value: method
            ? `${method}, on the dates above. We e-mail you ${days(policy.noticeDays)} before each one.`
            : `You pay each one yourself, by the way you like. We e-mail you ${days(policy.noticeDays)} before each one.`,
        },
        { label: 'What pauses', value: 'Reminders for these invoices, as long as the plan is on time.' },
        {
          label: 'If one is missed',
          value: `You have ${days(policy.graceDays)} before it counts as missed, and ${days(cure)} in all to pay it. ${
            method ? 'Nothing more is taken meanwhile. ' : ''
          }If ${
            policy.missesToDefault === 1 ? 'a payment' : `${policy.missesToDefault} payments`
          } stay missed after that, the plan ends and what is left becomes due.`,
        },
        {
          label: 'You can',
          value: `${
            policy.moveDays > 0 ? `Move the date of a payment once, by up to ${days(policy.moveDays)}. ` : ''
          }Pay early, or pay it all off, at any time and at no cost.`,
        },
      ]}
    />
  );
}

function costWords(charge: NonNullable<TermsProps['charge']>, amount: (minor: bigint) => string): string {
  if (charge.totalMinor === 0n) return 'No fee and no interest.';
  const parts = [
    charge.interestMinor > 0n ? `${amount(charge.interestMinor)} interest` : '',
    charge.feeMinor > 0n ? `${amount(charge.feeMinor)} fee` : '',
    charge.taxMinor > 0n ? `${amount(charge.taxMinor)} tax` : '',
  ].filter(Boolean);
  return `${amount(charge.totalMinor)} in all: ${parts.join(', ')}. It is part of the payments above.`;
}
