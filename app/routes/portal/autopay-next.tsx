import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { AutopayCharge, AutopayRule } from '#app/modules/autopay/types.ts';
import { hindranceOf } from '#app/modules/autopay/ui/autopay-words.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { AutopayPage } from './autopay-page.server.ts';

/** On, off, or until when it rests. */
export function RuleState({ rule, today }: { rule: AutopayRule; today: PlainDate }) {
  const isOn = rule.state === 'on' || (rule.pausedUntilOn !== null && rule.pausedUntilOn <= today);
  if (isOn)
    return (
      <Badge tone="positive" icon="check">
        On
      </Badge>
    );
  if (rule.state === 'off')
    return (
      <Badge tone="neutral" icon="slash">
        Off
      </Badge>
    );
  return (
    <Badge tone="info" icon="pause">
      Rests{' '}
      {rule.pausedUntilOn && (
        <>
          until <DateText date={rule.pausedUntilOn} />
        </>
      )}
    </Badge>
  );
}

/** Why a rule takes nothing although nobody here asked it to rest. */
export function RuleTrouble({ rule, method }: { rule: AutopayRule; method: SavedMethod | undefined }) {
  const hindrance = hindranceOf(rule, method);
  if (hindrance === null) return null;
  if (hindrance === 'notice')
    return (
      <Note tone="warn">
        Our e-mail before a payment came back, so we take nothing. Turn it on again to use your own address.
      </Note>
    );
  return (
    <Note tone="warn">
      {method?.stateReason || 'This payment method cannot be used any more.'} We take nothing until you choose another
      one.
    </Note>
  );
}

/** What a rule takes next, and when. */
export function NextRun({ rule, page }: { rule: AutopayRule; page: AutopayPage }) {
  const told = page.charges.filter((one) => one.ruleId === rule.id && isAhead(one));
  const planned = page.next.find((one) => one.ruleId === rule.id && one.totalMinor > 0n);
  const next = told.at(-1);
  if (next)
    return (
      <p className="mb-3">
        Next: <MoneyText money={money(next.noticedMinor, next.currency)} /> on{' '}
        <DateText date={next.nextTryOn ?? next.collectOn} weekday /> for{' '}
        {next.items
          .filter((item) => !item.leftOut)
          .map(({ number }) => number)
          .join(', ')}
        .
      </p>
    );
  if (planned)
    return (
      <p className="mb-3">
        Next: <MoneyText money={money(planned.totalMinor, planned.currency)} /> on{' '}
        <DateText date={planned.collectOn} weekday />, unless you pay before. We tell you again before then.
      </p>
    );
  return <p className="mb-3">Nothing to take at the moment.</p>;
}

const isAhead = ({ state }: AutopayCharge): boolean =>
  state === 'noticed' || state === 'collecting' || state === 'retrying';
