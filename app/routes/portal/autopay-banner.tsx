import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { AutopayCharge, AutopayRule } from '#app/modules/autopay/types.ts';
import { declineWords } from '#app/modules/autopay/ui/autopay-words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { payAddress } from './autopay-history.tsx';

type BannerProps = { charges: readonly AutopayCharge[]; rules: readonly AutopayRule[]; mayPay: boolean };

const AHEAD: readonly AutopayCharge['state'][] = ['noticed', 'collecting', 'retrying'];

/** On the overview: what autopay takes next, and what it could not take, with the reason and the way to pay it now. */
export function AutopayBanner({ charges, rules, mayPay }: BannerProps) {
  const trouble = charges.find((one) => one.state === 'failed' || one.state === 'retrying');
  const next = charges.filter(({ state }) => AHEAD.includes(state)).at(-1);
  const isResting = rules.some(({ pausedBecause }) => pausedBecause === 'method' || pausedBecause === 'notice');
  if (trouble)
    return (
      <Note tone="warn" action={mayPay ? <Link to={payAddress(trouble)}>Pay it now</Link> : undefined}>
        Autopay could not take <MoneyText money={money(trouble.noticedMinor, trouble.currency)} />.{' '}
        {declineWords(trouble.failureCode ?? '')} You have not been charged.{' '}
        {trouble.nextTryOn ? (
          <>
            We try again on <DateText date={trouble.nextTryOn} weekday />.
          </>
        ) : (
          <>We do not try again by ourselves.</>
        )}{' '}
        <Link to="/autopay">See autopay</Link>
      </Note>
    );
  if (isResting)
    return (
      <Note tone="warn">
        Autopay takes nothing at the moment. <Link to="/autopay">See why and turn it on</Link>
      </Note>
    );
  if (!next) return null;
  return (
    <Note>
      Autopay takes <MoneyText money={money(next.noticedMinor, next.currency)} /> on{' '}
      <DateText date={next.nextTryOn ?? next.collectOn} weekday />. <Link to="/autopay">See or stop it</Link>
    </Note>
  );
}
