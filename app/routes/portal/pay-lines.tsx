import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { OutsideText } from './outside-text.tsx';
import { amountField, type PayChoice, type PayLine } from './pay-choice.ts';

/** The invoices of a payment: ticked or not, each with a field for a part of it. Stands inside the pay form. */
export function PayLines({ choice, today }: { choice: PayChoice; today: PlainDate }) {
  if (choice.lines.length === 0)
    return <p className="mt-3 text-muted">No invoice of yours is waiting for payment here.</p>;
  return (
    <ul className="border-t-2 border-text">
      {choice.lines.map((line) => (
        <PayLineRow key={line.id} line={line} choice={choice} today={today} />
      ))}
    </ul>
  );
}

function PayLineRow({ line, choice, today }: { line: PayLine; choice: PayChoice; today: PlainDate }) {
  const locale = useLocale();
  const { currency } = choice;
  const inputId = `pay-${line.id}`;
  const error = choice.fieldErrors[amountField(line.id)];
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <li className="grid grid-cols-[auto_1fr_auto] gap-x-3 border-b border-line py-3">
      <span className="pt-1">
        <input type="hidden" name="show" value={line.id} />
        <input
          type="checkbox"
          id={inputId}
          name="i"
          value={line.id}
          defaultChecked={line.ticked}
          aria-describedby={`${inputId}-facts`}
        />
      </span>
      <div>
        <label className="font-semibold" htmlFor={inputId}>
          <OutsideText text={line.title || `Invoice ${line.number}`} />
        </label>
        <span className="under" id={`${inputId}-facts`}>
          <span className="reference">{line.number}</span> · {line.dueOn < today ? 'was due' : 'due'}{' '}
          <DateText date={line.dueOn} />
          {line.poNumber && (
            <>
              {' '}
              · your PO <OutsideText text={line.poNumber} />
            </>
          )}
          {line.heldMinor > 0n &&
            ` · ${words(line.leftMinor)} left, of which ${words(line.heldMinor)} is on hold and need not be paid now`}
        </span>
        <Disclosure shut="Pay a different amount" startOpen={line.amountText !== ''}>
          <div className="mt-2">
            <MoneyInput
              name={amountField(line.id)}
              label={`Amount for ${line.number}`}
              hint={`At most ${words(line.leftMinor - line.heldMinor)}. Leave it empty to pay all of it.`}
              currency={currency}
              error={error}
              defaultValue={line.amountText}
            />
          </div>
        </Disclosure>
      </div>
      <MoneyText money={money(line.amountMinor, currency)} className={line.ticked ? '' : 'text-muted'} />
    </li>
  );
}
