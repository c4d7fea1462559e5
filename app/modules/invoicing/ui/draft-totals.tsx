import { type Currency, money } from '#app/kernel/money.ts';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { priceInvoice } from '../rules/price-invoice.ts';
import { isBlankLine, readLine } from '../rules/read-line.ts';
import type { InvoiceLineInput, LineText } from '../types.ts';

export type TaxChoice = { code: string; name: string; rateBp: number };

/** A rate in basis points as people say it: 2000 is "20 %", 625 is "6.25 %". */
export function rateWords(rateBp: number): string {
  const [whole, part] = [Math.trunc(rateBp / 100), rateBp % 100];
  return part === 0 ? `${whole} %` : `${whole}.${String(part).padStart(2, '0').replace(/0$/, '')} %`;
}

/** A category with its rate, said once: many names carry it already ("VAT 20 %"). */
export const taxWords = (name: string, rateBp: number): string =>
  name.includes('%') ? name : `${name}, ${rateWords(rateBp)}`;

type TotalsProps = { lines: readonly Partial<LineText>[]; taxes: readonly TaxChoice[]; currency: Currency };

/** What the lines come to as they stand, by the rule that issuing uses. Lines with a mistake are left out and said so. */
export function DraftTotals({ lines, taxes, currency }: TotalsProps) {
  const filled = lines.filter((line) => !isBlankLine(line));
  const read = filled.map((line) => readLine(line).value).filter((line): line is InvoiceLineInput => line !== null);
  const priced = priceInvoice({ currency, lines: read }, new Map(taxes.map((tax) => [tax.code, tax.rateBp])));
  const left = filled.length - read.length;
  if (!priced.ok) {
    return (
      <p className="text-muted">
        {priced.refusal.code === 'total-out-of-range'
          ? 'The total is larger than an invoice may be.'
          : 'The total appears here.'}
      </p>
    );
  }
  const names = new Map(taxes.map((tax) => [tax.code, tax]));
  return (
    <>
      <RunningSum
        side
        style="code"
        caption="Totals"
        rows={[
          { label: 'Net', money: money(priced.value.netMinor, currency) },
          ...priced.value.taxes.map((tax) => ({
            key: tax.taxCode,
            label: taxWords(names.get(tax.taxCode)?.name ?? tax.taxCode, tax.rateBp),
            money: money(tax.taxMinor, currency),
          })),
          { label: 'Total', money: money(priced.value.grossMinor, currency), kind: 'total' as const },
        ]}
      />
      {left > 0 && (
        <p className="text-muted text-13">
          {left === 1 ? 'One line is' : `${left} lines are`} not counted: see the cells marked.
        </p>
      )}
    </>
  );
}
