import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import type { HoldKind } from '#app/modules/ledger/types.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import type { LeftOutReason, PayLines } from './pay-fields.ts';
import type { PayChoice } from './pay-sum.ts';
import type { PayTrouble } from './pay-trouble.ts';

/** Why no payment was started, and the payment that is in the way. */
export function TroubleNote({ trouble, isError }: { trouble: PayTrouble; isError: boolean }) {
  const locale = useLocale();
  const { attempt } = trouble;
  return (
    <div role={isError ? 'alert' : undefined}>
      <Note tone="warn">
        <p>
          <b>{trouble.title}.</b> {trouble.text}
        </p>
        {attempt && (
          <p>
            <Link to={attempt.href}>
              See that payment{attempt.amount ? ` of ${formatMoney(attempt.amount, locale)}` : ''}
            </Link>
          </p>
        )}
      </Note>
    </div>
  );
}

const HELD: Readonly<Record<HoldKind, string>> = {
  disputed: 'is on hold while we answer your question',
  in_plan: 'is in your payment plan',
  in_flight: 'is on its way to us',
  legal: 'is on hold',
};

/** Why a part of an invoice is on hold, in the words for the most telling reason. */
export const heldWords = (kinds: readonly HoldKind[]): string => HELD[kinds[0] ?? 'legal'];

const WHY: Readonly<Record<LeftOutReason, string>> = {
  'not-open': 'is paid already or is not on your account',
  'on-its-way': 'is being paid: the payment is on its way. Do not pay it again',
  'other-currency': 'is in another currency and is paid on its own',
  disputed: `${HELD.disputed} and need not be paid now`,
  in_plan: `${HELD.in_plan} and is paid with its instalments`,
  in_flight: 'is being paid: the payment is on its way. Do not pay it again',
  legal: `${HELD.legal} and need not be paid now`,
};

/** What cannot be paid here, and why. */
export function LeftOut({ leftOut }: { leftOut: PayLines['leftOut'] }) {
  return (
    <Note>
      {leftOut.map(({ number, why }, index) => (
        <p key={number || index}>{number ? `${number} ${WHY[why]}.` : `One of the invoices you chose ${WHY[why]}.`}</p>
      ))}
    </Note>
  );
}

/** The way to other invoices and currencies. */
export function OtherChoices({ choice }: { choice: PayChoice }) {
  return (
    <p className="gap-part text-15">
      <Link to={`/pay?currency=${choice.currency}`}>Choose from everything open in {choice.currency}</Link>
      {choice.otherCurrencies.map((code) => (
        <span key={code}>
          {' · '}
          <Link to={`/pay?currency=${code}`}>Pay in {code}</Link>
        </span>
      ))}
    </p>
  );
}
