import type { FormEvent } from 'react';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { FoundItem } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { ShortDate } from './match-bar.tsx';
import type { DeskLine } from './match-desk.server.ts';
import { OWN_KINDS, PanelForm } from './match-panel-form.tsx';

export type FoundShown = {
  readonly lineId: string;
  readonly text: string;
  readonly currency: Currency;
  readonly items: readonly FoundItem[];
};

type ChosenFor = {
  readonly line: DeskLine;
  readonly here: string;
  readonly shown: FoundShown | null;
  send(event: FormEvent<HTMLFormElement>): void;
};

/** What was found, to be ticked; and what the rest of the line is. */
export function Chosen({ line, here, send, shown }: ChosenFor) {
  const locale = useLocale();
  if (shown?.items.length === 0)
    return <p>Nothing open is called “{shown.text}”. Try a part of the name, or the amount.</p>;
  const isList =
    (shown?.text.trim().split(/[\s,;|]+/).length ?? 0) > 1 &&
    shown?.items.every(({ number }) => holds(shown.text, number));
  return (
    <PanelForm {...{ line, here, send }} intent="split" label="Split" isChosen>
      {shown && (
        <ul className="match-found" aria-label={`Found for line ${line.lineNo}`}>
          {shown.items.map((item, at) => (
            <li key={item.id}>
              <label>
                <input type="checkbox" name="item" value={item.id} defaultChecked={isList || at === 0} />
                <span>
                  <b>{item.number}</b> {item.customerName}
                </span>
              </label>
              <ShortDate date={item.dueOn} />
              <span className="figure">
                {formatMoney(money(item.leftMinor, shown.currency), locale, { style: 'bare' })}{' '}
                {item.leftMinor < 0n ? 'credit' : 'left'}
              </span>
              <label>
                <span className="sr-only">Amount for {item.number}</span>
                <input
                  name={`amount.${item.id}`}
                  className="input input-money"
                  inputMode="decimal"
                  placeholder="all"
                  autoComplete="off"
                />
              </label>
            </li>
          ))}
        </ul>
      )}
      <Select
        name="rest"
        label="What is not used up is"
        defaultValue=""
        options={[
          { value: '', label: 'Nothing is left' },
          { value: 'on-account', label: 'Money on account' },
          { value: 'unidentified', label: 'Not identified yet' },
          ...Object.entries(OWN_KINDS).map(([value, label]) => ({ value, label })),
        ]}
      />
      <TextInput name="restCustomer" label="On account of (number)" hint="Empty: who is paid here." size="short" />
      <TextInput name="restNote" label="Note on the rest" size="short" maxLength={500} />
      <Button variant="second">Match line {line.lineNo} with these</Button>
    </PanelForm>
  );
}

const holds = (text: string, number: string): boolean =>
  text
    .toUpperCase()
    .split(/[\s,;|]+/)
    .some((word) => word !== '' && number.toUpperCase().endsWith(word));
