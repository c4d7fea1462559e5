import { toMicros } from '#app/kernel/decimal.ts';
import type { EinvoiceFault, EnInvoice, EnLine } from '../types.ts';
import { amountText, decimalOfMicros, digitsOf, micros, roundedMicros, sumOf } from './decimals.ts';
import { lineName, type Rule } from './rule-shape.ts';

const HUNDRED_PERCENT = 100_000_000n;
const ONE = 1_000_000n;

type Sum = {
  readonly id: string;
  readonly what: string;
  readonly stated: (i: EnInvoice) => bigint;
  readonly due: (i: EnInvoice) => bigint;
};
/** Written as two figures, so that a person sees by how much. */
const unequal = (
  id: string,
  what: string,
  where: string,
  [stated, due]: [bigint, bigint],
  digits: number,
): EinvoiceFault[] =>
  stated === due
    ? []
    : [{ rule: id, where, sentence: `${what} is ${shown(stated, digits)}, but its parts make ${shown(due, digits)}.` }];
const shown = (value: bigint, digits: number): string => amountText(decimalOfMicros(value), digits);

const SUMS: readonly Sum[] = [
  {
    id: 'BR-CO-10',
    what: 'The sum of the lines (BT-106)',
    stated: (i) => micros(i.totals.lines),
    due: (i) => sumOf(i.lines.map((line) => line.net)),
  },
  {
    id: 'BR-CO-11',
    what: 'The sum of allowances (BT-107)',
    stated: (i) => micros(i.totals.allowances),
    due: (i) => sumOf(i.allowances.map((one) => one.amount)),
  },
  {
    id: 'BR-CO-12',
    what: 'The sum of charges (BT-108)',
    stated: (i) => micros(i.totals.charges),
    due: (i) => sumOf(i.charges.map((one) => one.amount)),
  },
  {
    ...{ id: 'BR-CO-13', what: 'The total without tax (BT-109)', stated: (i) => micros(i.totals.withoutTax) },
    due: (i) => micros(i.totals.lines) - micros(i.totals.allowances) + micros(i.totals.charges),
  },
  {
    id: 'BR-CO-14',
    what: 'The tax (BT-110)',
    stated: (i) => micros(i.totals.tax),
    due: (i) => sumOf(i.taxes.map((tax) => tax.tax)),
  },
  {
    id: 'BR-CO-15',
    what: 'The total with tax (BT-112)',
    stated: (i) => micros(i.totals.withTax),
    due: (i) => micros(i.totals.withoutTax) + micros(i.totals.tax),
  },
  {
    ...{ id: 'BR-CO-16', what: 'The amount to pay (BT-115)', stated: (i) => micros(i.totals.payable) },
    due: (i) => micros(i.totals.withTax) - micros(i.totals.prepaid) + micros(i.totals.rounding),
  },
];

const sumRule = ({ id, what, stated, due }: Sum): Rule => ({
  id,
  check: (invoice) => unequal(id, what, 'totals', [stated(invoice), due(invoice)], digitsOf(invoice.currency)),
});

/** Tax of a category: its base times its rate, rounded once. The standard's own test lets a cent pass; this one does not. */
const TAX_OF_BASE: Rule = {
  id: 'BR-CO-17',
  check: (invoice) =>
    invoice.taxes.flatMap((tax) => {
      if (tax.category.rate === null) return [];
      const digits = digitsOf(invoice.currency);
      const due = roundedMicros(micros(tax.taxable) * toMicros(tax.category.rate), HUNDRED_PERCENT, digits);
      const where = `tax ${tax.category.code} ${tax.category.rate}`;
      return unequal(
        'BR-CO-17',
        `The tax on ${shown(micros(tax.taxable), digits)}`,
        where,
        [micros(tax.tax), due],
        digits,
      );
    }),
};

const HAS_BREAKDOWN: Rule = {
  id: 'BR-CO-18',
  check: (invoice) =>
    invoice.taxes.length > 0
      ? []
      : [{ rule: 'BR-CO-18', where: 'tax', sentence: 'The invoice has no row of its tax (BG-23).' }],
};

/** Quantity × price, for so many units as the price is of, less allowances and plus charges of the line; millionths. */
function lineAmount(line: EnLine, digits: number): bigint {
  const base = line.priceBase === null || toMicros(line.priceBase) === 0n ? ONE : toMicros(line.priceBase);
  const goods = roundedMicros(micros(line.quantity) * micros(line.unitPrice), base, digits);
  return goods - sumOf(line.allowances.map((one) => one.amount)) + sumOf(line.charges.map((one) => one.amount));
}

/** Not a rule of the standard itself but of Peppol (R120) and of everyone who checks an invoice. */
const LINE_AMOUNTS: Rule = {
  id: 'PEPPOL-EN16931-R120',
  check: (invoice) =>
    invoice.lines.flatMap((line) =>
      line.quantity === null || line.unitPrice === null
        ? []
        : unequal(
            'PEPPOL-EN16931-R120',
            'The net amount of the line (BT-131)',
            lineName(line),
            [micros(line.net), lineAmount(line, digitsOf(invoice.currency))],
            digitsOf(invoice.currency),
          ),
    ),
};

export const ARITHMETIC_RULES: readonly Rule[] = [...SUMS.map(sumRule), TAX_OF_BASE, HAS_BREAKDOWN, LINE_AMOUNTS];
