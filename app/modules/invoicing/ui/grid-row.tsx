import type { InputHTMLAttributes } from 'react';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { type FieldErrors, fieldWiring } from '#app/ui/field.tsx';
import { cellName } from '../rules/read-line.ts';
import type { LineText } from '../types.ts';
import { type TaxChoice, taxWords } from './draft-totals.tsx';
import type { GridCell, GridLine } from './grid-rows.ts';

export type AccountChoice = { code: string; name: string };

export type RowProps = {
  index: number;
  line: GridLine;
  errors: FieldErrors;
  taxes: readonly TaxChoice[];
  accounts: readonly AccountChoice[];
  /** The list of products the first cell offers; without one there is no such cell. */
  productList?: string | undefined;
};

const SAID: readonly GridCell[] = [
  ...(['product', 'description', 'quantity', 'unit', 'unitPrice', 'taxCode', 'accountCode'] as const),
  ...(['deferFromOn', 'deferToOn'] as const),
];
const DAYS = ['deferFromOn', 'deferToOn'] as const;

/** One line: real inputs that post without script. What is wrong with it stands under its description. */
export function GridRow({ index, line, errors, taxes, accounts, productList }: RowProps) {
  const wiring = (cell: GridCell) => {
    const name = `lines[${index}].${cell}`;
    const label = cell === 'product' ? `Line ${index + 1}, product` : cellName(index, cell);
    return { ...fieldWiring({ name, error: errors[name] }), 'aria-label': label, defaultValue: line[cell] };
  };
  const text = { type: 'text', autoComplete: 'off' } as const;
  const amount = { ...text, inputMode: 'decimal' } as const;
  return (
    <tr>
      <th scope="row" className="cell-numeric">
        {index + 1}
      </th>
      {productList && (
        <td>
          <input {...text} className="input w-28" list={productList} {...wiring('product')} />
        </td>
      )}
      <td className="w-full">
        <input {...text} className="input w-full min-w-56" {...wiring('description')} />
        <RowErrors index={index} errors={errors} />
        <LineDays
          startOpen={DAYS.some((cell) => Boolean(line[cell] || errors[`lines[${index}].${cell}`]))}
          wiring={wiring}
        />
      </td>
      <td>
        <input {...amount} className="input input-money w-24" {...wiring('quantity')} />
      </td>
      <td>
        <input {...text} className="input w-20" {...wiring('unit')} />
      </td>
      <td>
        <input {...amount} className="input input-money w-32" {...wiring('unitPrice')} />
      </td>
      <td>
        <select className="input w-36" {...wiring('taxCode')} defaultValue={line.taxCode || taxes[0]?.code}>
          {taxes.map((tax) => (
            <option key={tax.code} value={tax.code}>
              {taxWords(tax.name, tax.rateBp)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select className="input w-36" {...wiring('accountCode')} defaultValue={line.accountCode || accounts[0]?.code}>
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

function RowErrors({ index, errors }: { index: number; errors: FieldErrors }) {
  return SAID.map((cell) => {
    const name = `lines[${index}].${cell}`;
    const words = errors[name]?.[0];
    const id = `${fieldWiring({ name }).id}-error`;
    return (
      words && (
        <p key={id} id={id} className="field-error">
          {words}
        </p>
      )
    );
  });
}

type DaysProps = { startOpen: boolean; wiring: (cell: keyof LineText) => InputHTMLAttributes<HTMLInputElement> };

/** The days over which the line is earned, folded away: most lines are earned when they are billed. */
function LineDays({ startOpen, wiring }: DaysProps) {
  return (
    <Disclosure shut="Earned over time" startOpen={startOpen}>
      <div className="grid gap-2">
        {DAYS.map((cell) => (
          <span key={cell} className="flex items-center gap-2">
            <input type="date" className="input input-date" {...wiring(cell)} />
            <span className="text-13 text-muted" aria-hidden>
              {cell === 'deferFromOn' ? 'first day' : 'last day'}
            </span>
          </span>
        ))}
      </div>
    </Disclosure>
  );
}
