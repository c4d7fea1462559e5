import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { askHrefOf, disputeHref } from './dispute-address.ts';
import { heldWords } from './left-out-words.ts';
import { OutsideText } from './outside-text.tsx';
import { amountField, type PayLine } from './pay-fields.ts';
import type { PayChoice } from './pay-sum.ts';

type PayLinesProps = {
  choice: PayChoice;
  today: PlainDate;
  /** Of the pages where one says that something is wrong; '' for a signed-in person. */
  root?: string | undefined;
};

/** What is paid: invoices ticked or not, each with a field for a part of it; or what an amount covers, oldest first. */
export function PayLines({ choice, today, root }: PayLinesProps) {
  if (choice.mode === 'account') return null;
  if (choice.lines.length === 0)
    return choice.mode === 'oldest' ? null : (
      <p className="mt-3 text-muted">No invoice of yours is waiting for payment here.</p>
    );
  return (
    <ul className="border-t-2 border-text">
      {choice.lines.map((line) => (
        <PayLineRow key={line.id} {...{ line, choice, today, root }} />
      ))}
    </ul>
  );
}

function PayLineRow({ line, choice, today, root }: PayLinesProps & { line: PayLine }) {
  const { currency, mode } = choice;
  const inputId = `pay-${line.id}`;
  const title = <OutsideText text={line.title || `Invoice ${line.number}`} />;
  return (
    <li className="grid grid-cols-[auto_1fr_auto] gap-x-3 border-b border-line py-3">
      <span className="pt-1">
        {mode !== 'oldest' && (
          <>
            <input type="hidden" name="show" value={line.id} />
            <input
              type="checkbox"
              id={inputId}
              name="i"
              value={line.id}
              defaultChecked={line.ticked}
              aria-describedby={`${inputId}-facts`}
            />
          </>
        )}
      </span>
      <div>
        {mode === 'oldest' ? (
          <span className="font-semibold">{title}</span>
        ) : (
          <label className="font-semibold" htmlFor={inputId}>
            {title}
          </label>
        )}
        <LineFacts line={line} choice={choice} today={today} id={`${inputId}-facts`} />
        {mode !== 'oldest' && <PartOfLine line={line} choice={choice} />}
        {root !== undefined && line.isDocument && (
          <p className="text-15">
            <Link className="inline-block min-h-6" to={disputeHref(askHrefOf(root, line.id), { next: 'pay' })}>
              Something wrong with {line.number}? Pay the rest
            </Link>
          </p>
        )}
      </div>
      <MoneyText money={money(line.amountMinor, currency)} className={line.ticked ? '' : 'text-muted'} />
    </li>
  );
}

function LineFacts({ line, choice, today, id }: PayLinesProps & { line: PayLine; id: string }) {
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, choice.currency), locale);
  const payableMinor = line.leftMinor - line.heldMinor;
  return (
    <span className="under" id={id}>
      <span className="reference">{line.number}</span> · {line.dueOn < today ? 'was due' : 'due'}{' '}
      <DateText date={line.dueOn} />
      {line.poNumber && (
        <>
          {' '}
          · your PO <OutsideText text={line.poNumber} />
        </>
      )}
      {line.heldMinor > 0n &&
        ` · ${words(line.leftMinor)} left, of which ${words(line.heldMinor)} ${heldWords(line.heldFor)} and need not be paid now`}
      {choice.mode === 'oldest' && line.amountMinor < payableMinor && ` · a part, of ${words(payableMinor)}`}
    </span>
  );
}

function PartOfLine({ line, choice }: { line: PayLine; choice: PayChoice }) {
  const locale = useLocale();
  const { currency, fieldErrors } = choice;
  const most = formatMoney(money(line.leftMinor - line.heldMinor, currency), locale);
  return (
    <Disclosure shut="Pay a different amount" startOpen={line.amountText !== ''}>
      <div className="mt-2">
        <MoneyInput
          name={amountField(line.id)}
          label={`Amount for ${line.number}`}
          hint={`At most ${most}. Leave it empty to pay all of it.`}
          currency={currency}
          error={fieldErrors[amountField(line.id)]}
          defaultValue={line.amountText}
        />
      </div>
    </Disclosure>
  );
}
