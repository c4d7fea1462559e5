import { type Currency, type Money, money } from '#app/kernel/money.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { deciderWords } from './approval-words.ts';
import type { DecisionEffect } from './dispute-effect.ts';

type EffectProps = { effect: DecisionEffect; baseCurrency: Currency; currency: Currency };

/** From the command itself, rolled back: nothing is done yet. */
export function EffectShown({ effect, baseCurrency, currency }: EffectProps) {
  const locale = useLocale();
  const of = (minor: bigint): Money => money(minor, currency);
  const deciders = effect.rule ? deciderWords(effect.rule, { locale, baseCurrency }) : [];
  return (
    <div className="staff-stack mb-6" id="effect">
      {effect.rule && (
        <Note tone="warn">
          This is more than you may credit alone, so it goes to approvals. It is decided by{' '}
          {deciders.map(({ role, text }) => `${role.toLowerCase()} ${text}`).join(', ')}. The disputed part stays on
          hold until then.
        </Note>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <RunningSum
          caption="Left to pay on the invoice"
          captionShown
          style="code"
          rows={[
            { label: 'Before', money: of(effect.leftBeforeMinor) },
            { label: 'Credited', money: of(effect.leftAfterMinor - effect.leftBeforeMinor) },
            { label: 'After', money: of(effect.leftAfterMinor), kind: 'total' as const },
          ]}
        />
        <RunningSum
          caption="Held back as disputed"
          captionShown
          style="code"
          rows={[
            { label: 'Before', money: of(effect.heldBeforeMinor) },
            { label: 'After', money: of(effect.heldAfterMinor), kind: 'total' as const },
          ]}
        />
      </div>
      <p>
        {effect.heldAfterMinor < effect.heldBeforeMinor && effect.leftAfterMinor > 0n ? (
          <>
            Reminders, autopay and credit checks take <MoneyText money={of(effect.leftAfterMinor)} style="code" /> into
            account again.
          </>
        ) : (
          effect.leftAfterMinor === 0n && 'Nothing is left to pay, so nothing is chased.'
        )}
        {effect.decision === 'rebill' &&
          ' A draft with the same lines takes the invoice’s place; the customer owes nothing until you issue it.'}
        {effect.onAccountMinor > 0n && (
          <>
            {' '}
            <MoneyText money={of(effect.onAccountMinor)} style="code" /> stays on the customer’s account, to be used or
            paid back.
          </>
        )}
      </p>
    </div>
  );
}
