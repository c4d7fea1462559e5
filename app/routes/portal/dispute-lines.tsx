import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FieldError, type FieldErrors, fieldId } from '#app/ui/field.tsx';
import { MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

/** A charge that may be in question; `how` is its quantity times its price. */
export type DisputeLine = {
  readonly lineNo: number;
  readonly title: string;
  readonly how: string;
  readonly netMinor: bigint;
};

export type WhatProps = {
  readonly lines: readonly DisputeLine[];
  readonly currency: Currency;
  /** What can be in question at all: the whole of what is left, or of what was paid where nothing is. */
  readonly wholeMinor: bigint;
  /** Whether something of the invoice is still to be paid. */
  readonly isOpen: boolean;
  /** The charge the reader came from. */
  readonly from: number | null;
  readonly errors: FieldErrors;
  readonly values: Readonly<Record<string, string>>;
};

/** How much of the invoice is wrong: all of it, some of its charges (each whole or in part), or an amount. */
export function WhatIsWrong(props: WhatProps) {
  const { lines, currency, wholeMinor, isOpen, from, errors, values } = props;
  const locale = useLocale();
  const chosen = values.what ?? (from === null ? '' : 'lines');
  const id = fieldId('what');
  const radio = (value: string, at: string) => (
    <input type="radio" id={at} name="what" value={value} defaultChecked={chosen === value} />
  );
  return (
    <fieldset className="field" aria-describedby={errors.what ? `${id}-error` : undefined}>
      <legend className="fieldset-title">How much of it is wrong?</legend>
      <FieldError id={id} error={errors.what as string[] | undefined} />
      <div className="choice-list">
        <label className="choice" htmlFor={id}>
          {radio('whole', id)}
          <span>All of it, {formatMoney(money(wholeMinor, currency), locale)}</span>
        </label>
        <label className="choice" htmlFor={`${id}-lines`}>
          {radio('lines', `${id}-lines`)}
          <span>Some of the charges</span>
          <span className="choice-hint">
            Tick them below.{isOpen && ' The others stay as they are and can be paid.'}
          </span>
        </label>
      </div>
      <ul className="w-full max-w-none">
        {lines.map((line) => (
          <LineRow key={line.lineNo} {...{ line, currency, errors, values }} isFrom={line.lineNo === from} />
        ))}
      </ul>
      <div className="choice-list -mt-px">
        <label className="choice" htmlFor={`${id}-part`}>
          {radio('part', `${id}-part`)}
          <span>Another amount</span>
        </label>
      </div>
      <div className="mt-2">
        <MoneyInput
          name="amount"
          label="The amount that is wrong"
          hint="With tax. Needed for “Another amount” only."
          currency={currency}
          error={errors.amount}
          defaultValue={values.amount}
        />
      </div>
    </fieldset>
  );
}

type RowProps = Pick<WhatProps, 'currency' | 'errors' | 'values'> & { line: DisputeLine; isFrom: boolean };

function LineRow({ line, currency, errors, values, isFrom }: RowProps) {
  const of = (name: string) => `lines[${line.lineNo}].${name}`;
  const id = fieldId(of('on'));
  const field = (name: string) => ({ name: of(name), error: errors[of(name)], defaultValue: values[of(name)] });
  const hasPart = ['quantity', 'price', 'amount'].some((name) => values[of(name)] || errors[of(name)]);
  const isTicked = values.key === undefined ? isFrom : values[of('on')] === 'yes';
  return (
    <li className="grid grid-cols-[auto_1fr_auto] gap-x-3 border-b border-line py-3">
      <span className="pt-1">
        <input
          type="checkbox"
          id={id}
          name={of('on')}
          value="yes"
          defaultChecked={isTicked}
          aria-describedby={`${id}-how`}
        />
      </span>
      <div>
        <label className="font-semibold" htmlFor={id}>
          <bdi>{showText(line.title)}</bdi>
        </label>
        <span className="under" id={`${id}-how`}>
          {line.how}
        </span>
        <Disclosure shut={`Only a part of charge ${line.lineNo}`} open="Close" startOpen={hasPart}>
          <div className="mt-2 grid gap-4">
            <TextInput
              {...field('quantity')}
              label={`Right quantity of charge ${line.lineNo}`}
              hint="Fill in one of these three."
              inputMode="decimal"
              autoComplete="off"
              size="short"
            />
            <TextInput
              {...field('price')}
              label={`Right price of charge ${line.lineNo}`}
              hint={`For one, before tax, in ${currency}.`}
              inputMode="decimal"
              autoComplete="off"
              size="short"
            />
            <MoneyInput
              {...field('amount')}
              label={`Amount of charge ${line.lineNo} that is wrong`}
              hint="Before tax."
              currency={currency}
            />
          </div>
        </Disclosure>
      </div>
      <MoneyText money={money(line.netMinor, currency)} />
    </li>
  );
}
