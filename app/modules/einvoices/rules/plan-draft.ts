import { type Decimal, decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { InvoiceLineInput } from '#app/modules/invoicing/types.ts';
import type { EinvoiceFault, EnAdjustment, EnCategory, EnInvoice, EnLine } from '../types.ts';
import { checkExpressible } from './check-expressible.ts';
import { amountText, digitsOf, micros, roundedMicros } from './decimals.ts';
import { WHOLE_DOCUMENT_UNITS } from './profiles.ts';
import { lineName } from './rule-shape.ts';
import { letterOf } from './tax-category.ts';

/** What our side knows: taxes by letter and rate, our words for unit codes, and where revenue goes. */
export type DraftHouse = {
  readonly taxes: readonly { readonly code: string; readonly letter: string; readonly rateBp: number }[];
  /** From codes of Recommendation 20 to our words for units. */
  readonly unitWords: ReadonlyMap<string, string>;
  readonly accountCode: string;
  /** Which of our taxes a category of the file is, where somebody said so: `S 25` → `S25`. */
  readonly chosen?: ReadonlyMap<string, string>;
};

export type DraftPlan = {
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly serviceFromOn: PlainDate | null;
  readonly serviceToOn: PlainDate | null;
  readonly poNumber: string;
  readonly note: string;
  readonly title: string;
  readonly lines: readonly InvoiceLineInput[];
  /** What the draft does otherwise than the file, each named before anything is saved. */
  readonly differences: readonly EinvoiceFault[];
  /** Categories of the file for which we have no tax; each must be answered first. */
  readonly unknownTaxes: readonly string[];
};

const DESCRIPTION_MAX = 300;
const PO_MAX = 60;
const ONE = 1_000_000n;

/** `S 25`: how a category of a file is named to a person and in a form. */
const categoryName = (category: EnCategory): string => `${category.code} ${category.rate ?? ''}`.trim();

/**
 * A received invoice as lines of ours. The amounts of the file count: where its price and quantity do not make the amount
 * of a line, the line becomes one piece at that amount, and the difference is named. Allowances and charges of a line
 * become lines; those of the whole document keep their place by their unit.
 */
export function planDraft(invoice: EnInvoice, house: DraftHouse): Result<DraftPlan, EinvoiceFault> {
  const inexpressible = checkExpressible(invoice);
  if (inexpressible) return refuse(inexpressible);
  const currency = parseCurrency(invoice.currency)!;
  const documentOn = invoice.issuedOn!;
  const differences: EinvoiceFault[] = [];
  const planned = [
    ...invoice.lines.flatMap((line) => linesOf(line, { house, currency, differences })),
    ...wholeDocument(invoice.allowances, { unit: WHOLE_DOCUMENT_UNITS.allowance, sign: -1n, house }),
    ...wholeDocument(invoice.charges, { unit: WHOLE_DOCUMENT_UNITS.charge, sign: 1n, house }),
  ];
  const dueOn = invoice.dueOn ?? documentOn;
  if (invoice.dueOn === null) say(differences, 'due date', 'The file names no due date. The draft takes its own date.');
  if (dueOn < documentOn)
    say(differences, 'due date', 'The file is due before its date. The draft takes its own date.');
  for (const [what, value] of [
    ['prepaid', invoice.totals.prepaid],
    ['rounding', invoice.totals.rounding],
  ] as const)
    if (micros(value) !== 0n)
      say(
        differences,
        what,
        `The file says ${what} ${amountText(value!, digitsOf(currency))}. A draft has no place for it.`,
      );
  return ok({
    ...{ currency, documentOn, dueOn: dueOn < documentOn ? documentOn : dueOn },
    ...{ serviceFromOn: invoice.period?.from ?? null, serviceToOn: invoice.period?.to ?? null },
    poNumber: showText(invoice.purchaseOrder).slice(0, PO_MAX),
    note: invoice.notes.map(showText).join('\n').slice(0, 1000),
    title: `From ${showText(invoice.number)}`.slice(0, 120),
    lines: planned.map((one) => one.line),
    differences,
    unknownTaxes: [...new Set(planned.flatMap((one) => (one.unknown === null ? [] : [one.unknown])))],
  });
}

const say = (differences: EinvoiceFault[], where: string, sentence: string): void => {
  differences.push({ rule: 'OWN-DRAFT', where, sentence });
};

type Planned = { readonly line: InvoiceLineInput; readonly unknown: string | null };
type Around = { readonly house: DraftHouse; readonly currency: Currency; readonly differences: EinvoiceFault[] };

function linesOf(line: EnLine, { house, currency, differences }: Around): Planned[] {
  const digits = digitsOf(currency);
  const sides = [
    ...line.allowances.map((one) => ({ one, minor: -micros(one.amount) })),
    ...line.charges.map((one) => ({ one, minor: micros(one.amount) })),
  ].filter(({ minor }) => minor !== 0n);
  const goods = micros(line.net) - sides.reduce((sum, { minor }) => sum + minor, 0n);
  const priced = pricedAs(line, goods, digits);
  if (!priced)
    say(
      differences,
      lineName(line),
      `${line.quantity ?? '?'} × ${line.unitPrice ?? '?'} does not make ${amountText(fromMicros(goods), digits)}. The draft takes the amount.`,
    );
  const taxed = taxCodeOf(line.categories[0]!, house);
  const text = showText([line.name, line.description].filter((part) => part !== '').join(', ')).slice(
    0,
    DESCRIPTION_MAX,
  );
  const base = { taxCode: taxed.code, accountCode: house.accountCode };
  const whole = priced ?? { quantity: decimal('1'), unitPrice: fromMicros(goods) };
  const unit = priced ? (house.unitWords.get(line.unitCode) ?? line.unitCode) : '';
  return [
    { line: { ...base, description: text, unit, ...whole }, unknown: taxed.unknown },
    ...sides.map(({ one, minor }) => ({
      line: {
        ...{
          ...base,
          description: showText(one.reason || (minor < 0n ? 'Allowance' : 'Charge')).slice(0, DESCRIPTION_MAX),
        },
        ...{ unit: '', quantity: decimal('1'), unitPrice: fromMicros(minor) },
      },
      unknown: taxed.unknown,
    })),
  ];
}

/** Quantity and unit price that make the amount of a line, or null. A quantity the file wrote without its sign gets it. */
function pricedAs(line: EnLine, goods: bigint, digits: number): { quantity: Decimal; unitPrice: Decimal } | null {
  if (line.quantity === null || line.unitPrice === null) return null;
  const [quantity, price] = [toMicros(line.quantity), toMicros(line.unitPrice)];
  const base = line.priceBase === null || toMicros(line.priceBase) === 0n ? ONE : toMicros(line.priceBase);
  const unitPrice = (price * ONE) % base === 0n ? (price * ONE) / base : null;
  const candidates: [bigint, bigint | null][] = [
    [quantity, unitPrice],
    [quantity, price],
    [-quantity, price],
  ];
  for (const [count, each] of candidates)
    if (each !== null && roundedMicros(count * each, ONE, digits) === goods)
      return { quantity: fromMicros(count), unitPrice: fromMicros(each) };
  return null;
}

function wholeDocument(
  rows: readonly EnAdjustment[],
  { unit, sign, house }: { unit: string; sign: bigint; house: DraftHouse },
): Planned[] {
  return rows
    .filter((row) => micros(row.amount) !== 0n)
    .map((row) => {
      const taxed = taxCodeOf(row.category!, house);
      const line = {
        ...{ description: showText(row.reason || unit).slice(0, DESCRIPTION_MAX), unit, taxCode: taxed.code },
        ...{ quantity: decimal('1'), unitPrice: fromMicros(sign * micros(row.amount)), accountCode: house.accountCode },
      };
      return { line, unknown: taxed.unknown };
    });
}

function taxCodeOf(category: EnCategory, { taxes, chosen }: DraftHouse): { code: string; unknown: string | null } {
  const name = categoryName(category);
  const said = chosen?.get(name);
  if (said !== undefined && taxes.some((tax) => tax.code === said)) return { code: said, unknown: null };
  const [letter, rate] = [letterOf(category.code), category.rate === null ? 0n : toMicros(category.rate) / 10_000n];
  const found = taxes.find((tax) => tax.letter === letter && BigInt(tax.rateBp) === rate);
  return found ? { code: found.code, unknown: null } : { code: '', unknown: name };
}
