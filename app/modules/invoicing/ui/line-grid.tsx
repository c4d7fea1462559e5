import { Fragment, type InputHTMLAttributes, type MouseEvent, useRef, useState } from 'react';
import type { Currency } from '#app/kernel/money.ts';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { type FieldErrors, fieldWiring } from '#app/ui/field.tsx';
import { cellName, LINES_MAX } from '../rules/read-line.ts';
import type { LineText } from '../types.ts';
import { DraftTotals, type TaxChoice, taxWords } from './draft-totals.tsx';

export type AccountChoice = { code: string; name: string };

const NUMERIC_HEAD = /^(Line|Quantity|Price)/;

type GridProps = {
  lines: readonly Partial<LineText>[];
  /** Rows drawn at first; without script one more comes with each press of "Add a line". */
  rows: number;
  errors: FieldErrors;
  taxes: readonly TaxChoice[];
  accounts: readonly AccountChoice[];
  currency: Currency;
};

const CELLS: readonly (keyof LineText)[] = [
  ...(['description', 'quantity', 'unit', 'unitPrice', 'taxCode', 'accountCode'] as const),
  ...(['deferFromOn', 'deferToOn'] as const),
];

/** The rows of the form as they stand, read from the browser's own form. */
function readRows(form: HTMLFormElement): Partial<LineText>[] {
  const sent = new FormData(form);
  const rows: Partial<LineText>[] = [];
  for (let index = 0; index < LINES_MAX && sent.has(`lines[${index}].taxCode`); index += 1)
    rows.push(Object.fromEntries(CELLS.map((cell) => [cell, String(sent.get(`lines[${index}].${cell}`) ?? '')])));
  return rows;
}

/** Lines of a draft: real inputs that post without script; script adds rows in place and keeps the totals current. */
export function LineGrid({ lines, rows, errors, taxes, accounts, currency }: GridProps) {
  const [count, setCount] = useState(Math.min(rows, LINES_MAX));
  const [typed, setTyped] = useState(lines);
  const grid = useRef<HTMLFieldSetElement>(null);
  const refresh = () => {
    const form = grid.current?.form;
    if (form) setTyped(readRows(form));
  };
  const addRow = (event: MouseEvent<HTMLButtonElement>) => {
    event.preventDefault();
    setCount((now) => Math.min(now + 1, LINES_MAX));
    requestAnimationFrame(() =>
      grid.current?.querySelector<HTMLInputElement>(`[name="lines[${count}].description"]`)?.focus(),
    );
  };
  return (
    <fieldset ref={grid} onInput={refresh} className="min-w-0">
      <legend className="sr-only">Lines</legend>
      {/* A region that scrolls must take the focus, or the keyboard cannot scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className="table-scroll" aria-label="Lines of the invoice" tabIndex={0}>
        <table className="record-table line-grid">
          <caption className="sr-only">Lines of the invoice</caption>
          <thead>
            <tr>
              {['Line', 'Description', 'Quantity', 'Unit', `Price, ${currency}`, 'Tax', 'Revenue'].map((head) => (
                <th key={head} scope="col" className={NUMERIC_HEAD.test(head) ? 'cell-numeric' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: count }, (_, index) => index).map((index) => (
              <GridRow
                key={index}
                index={index}
                line={lines[index] ?? {}}
                errors={errors}
                taxes={taxes}
                accounts={accounts}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="flex flex-wrap items-start justify-between gap-4 p-4">
        <button
          type="submit"
          name="intent"
          value="add-line"
          formNoValidate
          className="button button-second button-small"
          onClick={addRow}
        >
          Add a line
        </button>
        <div aria-live="polite">
          <DraftTotals lines={typed} taxes={taxes} currency={currency} />
        </div>
      </div>
    </fieldset>
  );
}

type RowProps = Pick<GridProps, 'errors' | 'taxes' | 'accounts'> & { index: number; line: Partial<LineText> };

function GridRow({ index, line, errors, taxes, accounts }: RowProps) {
  const wiring = (cell: keyof LineText) => {
    const name = `lines[${index}].${cell}`;
    return {
      ...fieldWiring({ name, error: errors[name] }),
      'aria-label': cellName(index, cell),
      defaultValue: line[cell],
    };
  };
  const wrong = CELLS.flatMap((cell) => {
    const name = `lines[${index}].${cell}`;
    const text = errors[name]?.[0];
    return text ? [{ id: `${fieldWiring({ name }).id}-error`, text }] : [];
  });
  return (
    <tr>
      <th scope="row" className="cell-numeric">
        {index + 1}
      </th>
      <td className="w-full">
        <input type="text" className="input w-full min-w-56" autoComplete="off" {...wiring('description')} />
        {wrong.map(({ id, text }) => (
          <p key={id} id={id} className="field-error">
            {text}
          </p>
        ))}
        <LineDays line={line} wiring={wiring} />
      </td>
      <td>
        <input
          type="text"
          inputMode="decimal"
          className="input input-money w-24"
          autoComplete="off"
          {...wiring('quantity')}
        />
      </td>
      <td>
        <input type="text" className="input w-20" autoComplete="off" {...wiring('unit')} />
      </td>
      <td>
        <input
          type="text"
          inputMode="decimal"
          className="input input-money w-32"
          autoComplete="off"
          {...wiring('unitPrice')}
        />
      </td>
      <td>
        <select className="input w-40" {...wiring('taxCode')} defaultValue={line.taxCode || taxes[0]?.code}>
          {taxes.map((tax) => (
            <option key={tax.code} value={tax.code}>
              {taxWords(tax.name, tax.rateBp)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select className="input w-40" {...wiring('accountCode')} defaultValue={line.accountCode || accounts[0]?.code}>
          {accounts.map((account) => (
            <option key={account.code} value={account.code}>
              {account.name}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}

const DAYS = ['deferFromOn', 'deferToOn'] as const;

type DaysProps = {
  line: Partial<LineText>;
  wiring: (cell: keyof LineText) => InputHTMLAttributes<HTMLInputElement>;
};

/** The days over which the line is earned, folded away: most lines are earned when they are billed. */
function LineDays({ line, wiring }: DaysProps) {
  const startOpen = DAYS.some((cell) => Boolean(line[cell] || wiring(cell)['aria-invalid']));
  return (
    <Disclosure shut="Earned over time" startOpen={startOpen}>
      <div className="flex flex-wrap items-center gap-2">
        {DAYS.map((cell) => (
          <Fragment key={cell}>
            <span className="text-13 text-muted" aria-hidden>
              {cell === 'deferFromOn' ? 'Revenue from' : 'to'}
            </span>
            <input type="date" className="input input-date" {...wiring(cell)} />
          </Fragment>
        ))}
      </div>
    </Disclosure>
  );
}
