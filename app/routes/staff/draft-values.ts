import { priceText } from '#app/kernel/format-price.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { InvoiceInput } from '#app/modules/invoicing/types.ts';
import type { GridLine } from '#app/modules/invoicing/ui/grid-rows.ts';

const BLANK_ROWS = 3;
const ROWS_MIN = 4;

/** A stored draft as the texts its form begins with. */
export function draftValues(invoice: InvoiceInput): Record<string, string> {
  const values: Record<string, string> = {
    title: invoice.title,
    documentOn: invoice.documentOn,
    dueOn: invoice.dueOn,
    serviceFromOn: invoice.serviceFromOn ?? '',
    serviceToOn: invoice.serviceToOn ?? '',
    poNumber: invoice.poNumber,
    note: invoice.note,
  };
  return { ...values, ...lineValues(invoice.lines, invoice.currency) };
}

/** Lines as the texts of the grid, the first of them in row `from`. */
export function lineValues(lines: InvoiceInput['lines'], currency: Currency, from = 0): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, line] of lines.entries()) {
    const written = { ...line, unitPrice: priceText(line.unitPrice, currency) };
    for (const [cell, text] of Object.entries(written)) values[`lines[${from + index}].${cell}`] = text ?? '';
  }
  return values;
}

/** The rows of the grid out of a form's texts, trailing blank rows cut. */
export function linesFrom(values: Record<string, string>): GridLine[] {
  const lines: GridLine[] = [];
  for (const [name, text] of Object.entries(values)) {
    const found = /^lines\[(\d{1,3})\]\.(\w+)$/.exec(name);
    if (!found) continue;
    const index = Number(found[1]);
    lines[index] = { ...lines[index], [found[2]!]: text };
  }
  const dense = Array.from(lines, (line) => line ?? {});
  while (dense.length > 0 && isUntouched(dense.at(-1))) dense.pop();
  return dense;
}

const isUntouched = (line: GridLine | undefined): boolean =>
  !line?.product && !line?.description && !line?.unitPrice && !line?.quantity;

/** How many rows to draw: what is there and some to write in; more after "Add a line". */
export const rowsToDraw = (filled: number, added = false): number =>
  Math.max(filled + (added ? BLANK_ROWS + 1 : 1), ROWS_MIN + (added ? 1 : 0));

/** Tax categories with the standard rate first, because the first is what a new line begins with. */
export const standardFirst = <Tax extends { standardCode: string; rateBp: number }>(taxes: readonly Tax[]): Tax[] =>
  taxes.toSorted((a, b) => Number(b.standardCode === 'S') - Number(a.standardCode === 'S') || b.rateBp - a.rateBp);
