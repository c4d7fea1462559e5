import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { leftOutWords } from './left-out-words.ts';
import type { PayLines } from './pay-fields.ts';
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

/** What cannot be paid here, and why: one sentence a reason, with every invoice it is about. */
export function LeftOut({ leftOut }: { leftOut: PayLines['leftOut'] }) {
  return (
    <Note>
      {leftOutWords(leftOut).map((words) => (
        <p key={words}>{words}</p>
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
