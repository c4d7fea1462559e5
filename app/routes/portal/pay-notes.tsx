import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import type { PayChoice } from './pay-choice.ts';
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

const WHY = {
  'not-open': 'is paid already or is not on your account',
  'on-hold': 'is on hold or already on its way, and need not be paid now',
  'other-currency': 'is in another currency and is paid on its own',
} as const;

/** What was chosen and cannot be paid here. */
export function LeftOut({ leftOut }: { leftOut: PayChoice['leftOut'] }) {
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
