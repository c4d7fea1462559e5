import { toMicros } from '#app/kernel/decimal.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import type { EinvoiceFault, EnInvoice } from '../types.ts';
import { micros } from './decimals.ts';
import { lineName } from './rule-shape.ts';
import { letterOf } from './tax-category.ts';

/** As many as a draft holds. */
const LINES_MAX = 200;

/** Why a received invoice can be no document of ours, or null where it can. */
export function checkExpressible(invoice: EnInvoice): EinvoiceFault | null {
  const refusal = (where: string, sentence: string): EinvoiceFault => ({ rule: 'OWN-DRAFT', where, sentence });
  if (parseCurrency(invoice.currency) === null)
    return refusal('document', `The currency “${invoice.currency.slice(0, 10)}” is none we know.`);
  if (invoice.issuedOn === null) return refusal('document', 'The file names no date.');
  if (invoice.lines.length === 0) return refusal('lines', 'The file has no line.');
  if (invoice.lines.length > LINES_MAX)
    return refusal('lines', `The file has ${invoice.lines.length} lines; a draft holds ${LINES_MAX}.`);
  for (const line of invoice.lines) {
    if (line.net === null) return refusal(lineName(line), 'The line has no amount that can be read.');
    if (line.categories.length !== 1)
      return refusal(lineName(line), `The line carries ${line.categories.length} taxes; a line of ours carries one.`);
  }
  const sides = [...invoice.allowances, ...invoice.charges].filter((one) => micros(one.amount) !== 0n);
  if (sides.some((one) => !one.category))
    return refusal('document', 'An allowance or charge of the whole document does not say which tax it bears.');
  const codes = [...invoice.lines.map((line) => line.categories[0]!), ...sides.map((one) => one.category!)];
  const strange = codes.find((category) => letterOf(category.code) === null);
  if (strange) return refusal('tax', `The tax category ${strange.code.slice(0, 10)} is none that is billed here.`);
  return checkTotals(invoice, refusal);
}

function checkTotals(
  { totals }: EnInvoice,
  refusal: (where: string, sentence: string) => EinvoiceFault,
): EinvoiceFault | null {
  if (micros(totals.withTax) !== micros(totals.withoutTax) + micros(totals.tax))
    return refusal('totals', 'The total with tax is not the total without tax and the tax together.');
  if (totals.withTax !== null && toMicros(totals.withTax) < 0n)
    return refusal('totals', 'The file takes money back. Credit the invoice it corrects instead.');
  return null;
}
