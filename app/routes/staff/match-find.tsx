import { type FormEvent, useEffect, useRef } from 'react';
import { Form, useFetcher } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { FoundItem } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { ShortDate } from './match-bar.tsx';
import type { DeskLine } from './match-desk.server.ts';
import { OWN_KINDS, PanelForm } from './match-panels.tsx';

export type FoundShown = {
  readonly lineId: string;
  readonly text: string;
  readonly currency: Currency;
  readonly items: readonly FoundItem[];
};

type FindFor = {
  readonly line: DeskLine;
  readonly kind: 'find' | 'split';
  readonly here: string;
  readonly found: FoundShown | null;
  send(event: FormEvent<HTMLFormElement>): void;
};

const PAUSE_MS = 120;

/**
 * Looks for what a line pays, by name, by numbers, by amount; what is ticked shares the line, or takes what is written beside it.
 * With script it looks while one types and ticks the first that is found, so that Enter pays it.
 */
export function FindPanel({ line, kind, here, found, send }: FindFor) {
  const looked = useFetcher<{ found: FoundShown | null }>({ key: `find-${line.id}` });
  const clock = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(clock.current), []);
  const shown = looked.data?.found ?? (found?.lineId === line.id ? found : null);
  const query = (text: string) =>
    `${here}${here.includes('?') ? '&' : '?'}do=find&at=${line.lineNo}&only=found&q=${encodeURIComponent(text)}`;
  const look = (text: string) => {
    clearTimeout(clock.current);
    if (text.trim().length > 1) clock.current = setTimeout(() => looked.load(query(text)), PAUSE_MS);
  };
  const sendFirst = (event: FormEvent<HTMLFormElement>) => {
    const text = new FormData(event.currentTarget).get('q');
    const isAnswered = shown?.text === text && looked.state === 'idle';
    if (!isAnswered || shown.items.length === 0) {
      event.preventDefault();
      if (typeof text === 'string') void looked.load(query(text));
      return;
    }
    event.preventDefault();
    event.currentTarget.parentElement?.querySelector<HTMLFormElement>('[data-chosen]')?.requestSubmit();
  };
  const parameters = new URLSearchParams(here.split('?')[1] ?? '');
  return (
    <div className="match-find">
      <Form
        method="get"
        role="search"
        aria-label={`Find, line ${line.lineNo}`}
        className="match-form"
        onSubmit={sendFirst}
      >
        {[...parameters].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="do" value={kind} />
        <input type="hidden" name="at" value={line.lineNo} />
        <span data-first-of="find">
          <TextInput
            name="q"
            label="Name, numbers or amount"
            hint="Several numbers with spaces. Credit notes too."
            autoComplete="off"
            size="medium"
            key={line.id}
            defaultValue={shown?.text ?? ''}
            onInput={(event) => look(event.currentTarget.value)}
          />
        </span>
        <Button variant="second">Find for line {line.lineNo}</Button>
      </Form>
      <p role="status" className="sr-only">
        {shown && `${shown.items.length} found`}
      </p>
      {shown && <Chosen {...{ line, here, send, kind, shown }} key={shown.text} />}
      {!shown && kind === 'split' && <Chosen {...{ line, here, send, kind }} shown={null} />}
    </div>
  );
}

type ChosenFor = Omit<FindFor, 'found'> & { readonly shown: FoundShown | null };

function Chosen({ line, here, send, kind, shown }: ChosenFor) {
  const locale = useLocale();
  if (shown?.items.length === 0)
    return <p>Nothing open is called “{shown.text}”. Try a part of the name, or the amount.</p>;
  const isList =
    (shown?.text.trim().split(/[\s,;|]+/).length ?? 0) > 1 &&
    shown?.items.every(({ number }) => holds(shown.text, number));
  return (
    <div data-first-of={kind === 'split' ? 'split' : undefined}>
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
    </div>
  );
}

const holds = (text: string, number: string): boolean =>
  text
    .toUpperCase()
    .split(/[\s,;|]+/)
    .some((word) => word !== '' && number.toUpperCase().endsWith(word));
