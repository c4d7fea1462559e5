import type { EinvoiceFault, EnAdjustment, EnInvoice, EnLine, EnTax } from '../types.ts';

/** One business rule under its published name. It answers a fault for each place where it does not hold. */
export type Rule = { readonly id: string; readonly check: (invoice: EnInvoice) => EinvoiceFault[] };

/** A rule on the whole document. */
export const wholly = (id: string, where: string, sentence: string, holds: (invoice: EnInvoice) => boolean): Rule => ({
  id,
  check: (invoice) => (holds(invoice) ? [] : [{ rule: id, where, sentence }]),
});

export const lineName = (line: EnLine): string =>
  line.line > 0 ? `invoice line ${line.id} (line ${line.line} of the file)` : `invoice line ${line.id}`;

/** A rule on each line. */
export const onLines = (id: string, sentence: string, holds: (line: EnLine, invoice: EnInvoice) => boolean): Rule => ({
  id,
  check: (invoice) =>
    invoice.lines
      .filter((line) => !holds(line, invoice))
      .map((line) => ({ rule: id, where: lineName(line), sentence })),
});

/** A rule on each row of the tax breakdown. */
export const onTaxes = (id: string, sentence: string, holds: (tax: EnTax, invoice: EnInvoice) => boolean): Rule => ({
  id,
  check: (invoice) =>
    invoice.taxes
      .filter((tax) => !holds(tax, invoice))
      .map((tax) => ({ rule: id, where: `tax ${tax.category.code} ${tax.category.rate ?? ''}`.trim(), sentence })),
});

type Side = 'allowances' | 'charges';
/** A rule on each allowance or charge of the document. */
export const onWhole = (id: string, side: Side, sentence: string, holds: (one: EnAdjustment) => boolean): Rule => ({
  id,
  check: (invoice) =>
    invoice[side].flatMap((one, index) =>
      holds(one) ? [] : [{ rule: id, where: `${side === 'charges' ? 'charge' : 'allowance'} ${index + 1}`, sentence }],
    ),
});

/** A rule on each allowance or charge of each line. */
export const onLineSides = (id: string, side: Side, sentence: string, holds: (one: EnAdjustment) => boolean): Rule => ({
  id,
  check: (invoice) =>
    invoice.lines.flatMap((line) =>
      line[side].some((one) => !holds(one)) ? [{ rule: id, where: lineName(line), sentence }] : [],
    ),
});
