import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';

type Line = Invoice['lines'][number];

/** Lines of a document. Those of a credit note take away: quantity and net amount stand below zero, so that lists add up. */
export function lineColumns(invoice: Invoice): CsvColumn<Line>[] {
  const isCredit = invoice.kind === 'credit_note';
  const flipped = (text: string) => (text.startsWith('-') ? text.slice(1) : text === '0' ? text : `-${text}`);
  return [
    { head: 'invoice', kind: 'text', value: () => invoice.number },
    { head: 'kind', kind: 'text', value: () => invoice.kind },
    { head: 'line', kind: 'integer', value: (line) => line.lineNo },
    { head: 'corrects', kind: 'text', value: () => invoice.corrects?.number ?? '' },
    { head: 'corrects_line', kind: 'text', value: (line) => line.correctsLineNo?.toString() ?? '' },
    { head: 'description', kind: 'text', value: (line) => showText(line.description) },
    { head: 'quantity', kind: 'decimal', value: (line) => (isCredit ? flipped(line.quantity) : line.quantity) },
    { head: 'unit', kind: 'text', value: (line) => showText(line.unit) },
    { head: 'unit_price', kind: 'decimal', value: (line) => line.unitPrice },
    { head: 'currency', kind: 'text', value: () => invoice.currency },
    {
      head: 'net',
      kind: 'money',
      value: (line) => money(isCredit ? -line.netMinor : line.netMinor, invoice.currency),
    },
    { head: 'tax_code', kind: 'text', value: (line) => line.taxCode },
    { head: 'tax_rate_percent', kind: 'decimal', value: (line) => `${line.taxRateBp / 100}` },
  ];
}
