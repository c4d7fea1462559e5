import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { PayChoice } from './pay-sum.ts';

const KINDS: Readonly<Record<string, string>> = { payment: 'your payment', credit_note: 'credit note' };

/** Credit the customer has, offered before any money is asked for: ticked, and said which goes where. */
export function UseCredit({ choice }: { choice: PayChoice }) {
  const locale = useLocale();
  const { credit, currency } = choice;
  if (credit.promised)
    return (
      <div className="mt-4">
        <Note>Your credit is set aside for a payment that is not decided yet, so it is not offered here.</Note>
      </div>
    );
  if (credit.offeredMinor === 0n) return null;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <div className="grid grid-cols-[auto_1fr_auto] gap-x-3 border-b border-line py-3">
      <span className="pt-1">
        <input type="hidden" name="creditAsked" value="yes" />
        <input
          type="checkbox"
          id="use-credit"
          name="credit"
          value="yes"
          defaultChecked={credit.isUsed}
          aria-describedby="use-credit-facts"
        />
      </span>
      <div>
        <label className="font-semibold" htmlFor="use-credit">
          Use your credit of {words(credit.offeredMinor)}
        </label>
        <span className="under" id="use-credit-facts">
          Untick to keep it for later. It is used only when the payment has gone through.
        </span>
        <Disclosure shut="Which credit goes where">
          <ul className="mt-2 text-15">
            {credit.parts.map((part) => (
              <li key={`${part.creditItemId}${part.debitItemId}`}>
                {words(part.amountMinor)} of {KINDS[part.credit.kind] ?? 'credit'}{' '}
                <span className="reference">{part.credit.number}</span> (<DateText date={part.credit.effectiveOn} />)
                for <span className="reference">{part.number}</span>
              </li>
            ))}
          </ul>
        </Disclosure>
      </div>
      <MoneyText
        money={money(-credit.offeredMinor, currency)}
        className={credit.isUsed ? 'text-positive' : 'text-muted'}
      />
    </div>
  );
}
