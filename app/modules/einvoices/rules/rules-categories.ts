import { toMicros } from '#app/kernel/decimal.ts';
import type { EinvoiceFault, EnCategory, EnInvoice, EnParty } from '../types.ts';
import { amountText, decimalOfMicros, digitsOf, micros, sumOf } from './decimals.ts';
import type { Rule } from './rule-shape.ts';

/**
 * EN 16931-1, 6.4.3: what each tax category asks for. The published rules are numbered alike in every category: 01 a row in
 * the breakdown, 02 to 04 tax numbers, 05 to 07 the rate, 08 the taxable amount, 09 the tax, 10 the reason.
 */
type Shape = {
  readonly code: string;
  readonly name: string;
  /** Above zero, zero, or none at all. */
  readonly rate: 'above' | 'zero' | 'none';
  readonly reason: 'must' | 'never';
  readonly seller: boolean;
  readonly buyer: boolean;
};
const SHAPES: readonly Shape[] = [
  { code: 'S', name: 'the standard rate', rate: 'above', reason: 'never', seller: true, buyer: false },
  { code: 'Z', name: 'the zero rate', rate: 'zero', reason: 'never', seller: true, buyer: false },
  { code: 'E', name: 'exemption', rate: 'zero', reason: 'must', seller: true, buyer: false },
  { code: 'AE', name: 'reverse charge', rate: 'zero', reason: 'must', seller: true, buyer: true },
  { code: 'K', name: 'supply within the Union', rate: 'zero', reason: 'must', seller: true, buyer: true },
  { code: 'G', name: 'export', rate: 'zero', reason: 'must', seller: true, buyer: false },
  { code: 'O', name: 'no tax', rate: 'none', reason: 'must', seller: false, buyer: false },
];
/** The published names write the intra-community supply as IC. */
const published = (code: string): string => (code === 'K' ? 'IC' : code);

type Place = { readonly category: EnCategory; readonly where: string };

function placesOf(invoice: EnInvoice, code: string): { lines: Place[]; allowances: Place[]; charges: Place[] } {
  const of = (rows: readonly { category: EnCategory | null }[], name: string): Place[] =>
    rows.flatMap((row, index) =>
      row.category?.code === code ? [{ category: row.category, where: `${name} ${index + 1}` }] : [],
    );
  const lines = invoice.lines.flatMap((line) =>
    line.categories
      .filter((one) => one.code === code)
      .map((category) => ({ category, where: `invoice line ${line.id}` })),
  );
  return { lines, allowances: of(invoice.allowances, 'allowance'), charges: of(invoice.charges, 'charge') };
}

const isTaxed = (party: EnParty): boolean => party.vatId !== '' || party.taxRegistration !== null;

function numbersOf(shape: Shape, rule: string, places: readonly Place[], invoice: EnInvoice): EinvoiceFault[] {
  if (places.length === 0) return [];
  const faults: EinvoiceFault[] = [];
  if (shape.seller && !isTaxed(invoice.seller))
    faults.push({ rule, where: 'seller', sentence: `For ${shape.name} the seller’s tax number (BT-31) is needed.` });
  if (shape.buyer && invoice.buyer.vatId === '' && invoice.buyer.registration === null)
    faults.push({ rule, where: 'buyer', sentence: `For ${shape.name} the buyer’s tax number (BT-48) is needed.` });
  return faults;
}

const rateFits = ({ rate }: Shape, category: EnCategory): boolean =>
  rate === 'none'
    ? category.rate === null
    : category.rate !== null && (rate === 'above' ? toMicros(category.rate) > 0n : toMicros(category.rate) === 0n);
const RATE_WORDS = { above: 'above zero', zero: 'zero', none: 'left out' } as const;

const ratesOf = (shape: Shape, rule: string, places: readonly Place[]): EinvoiceFault[] =>
  places
    .filter((place) => !rateFits(shape, place.category))
    .map(({ where }) => ({ rule, where, sentence: `For ${shape.name} the rate must be ${RATE_WORDS[shape.rate]}.` }));

const sameRate = (a: EnCategory, b: EnCategory): boolean =>
  a.code === b.code &&
  (a.rate === b.rate || (a.rate !== null && b.rate !== null && toMicros(a.rate) === toMicros(b.rate)));

/** What lines, allowances and charges of a category come to; millionths. */
function taxableOf(invoice: EnInvoice, category: EnCategory): bigint {
  const fits = (one: EnCategory | null | undefined): boolean =>
    one !== null && one !== undefined && sameRate(one, category);
  const sum = (rows: EnInvoice['allowances']) =>
    sumOf(rows.filter((row) => fits(row.category)).map((row) => row.amount));
  const lines = sumOf(invoice.lines.filter((line) => fits(line.categories[0])).map((line) => line.net));
  return lines - sum(invoice.allowances) + sum(invoice.charges);
}

function breakdownOf(shape: Shape, rule: string, invoice: EnInvoice): EinvoiceFault[] {
  const { lines, allowances, charges } = placesOf(invoice, shape.code);
  const used = [...lines, ...allowances, ...charges];
  const rows = invoice.taxes.filter((tax) => tax.category.code === shape.code);
  const missing = used.filter((place) => !rows.some((row) => sameRate(row.category, place.category)));
  if (missing.length > 0)
    return [
      { rule, where: missing[0]!.where, sentence: `The tax rows (BG-23) leave out ${shape.name} of this place.` },
    ];
  const twice = rows.some((row, index) => rows.findIndex((one) => sameRate(one.category, row.category)) !== index);
  return twice ? [{ rule, where: 'tax', sentence: `The tax rows name ${shape.name} at one rate twice.` }] : [];
}

const basesOf = (shape: Shape, rule: string, invoice: EnInvoice): EinvoiceFault[] =>
  invoice.taxes
    .filter((tax) => tax.category.code === shape.code)
    .flatMap((tax) => {
      const [stated, due] = [micros(tax.taxable), taxableOf(invoice, tax.category)];
      const text = (value: bigint) => amountText(decimalOfMicros(value), digitsOf(invoice.currency));
      if (stated === due) return [];
      const sentence = `The taxable amount for ${shape.name} is ${text(stated)}, but its lines make ${text(due)}.`;
      return [{ rule, where: `tax ${tax.category.code} ${tax.category.rate ?? ''}`.trim(), sentence }];
    });

const taxesOf = (shape: Shape, rule: string, invoice: EnInvoice): EinvoiceFault[] =>
  invoice.taxes
    .filter((tax) => tax.category.code === shape.code && shape.rate !== 'above' && micros(tax.tax) !== 0n)
    .map(() => ({ rule, where: `tax ${shape.code}`, sentence: `For ${shape.name} the tax must be zero.` }));

const reasonsOf = (shape: Shape, rule: string, invoice: EnInvoice): EinvoiceFault[] =>
  invoice.taxes
    .filter((tax) => tax.category.code === shape.code)
    .filter((tax) => (tax.reason !== '' || tax.reasonCode !== '') !== (shape.reason === 'must'))
    .map(() => ({
      ...{ rule, where: `tax ${shape.code}` },
      sentence:
        shape.reason === 'must'
          ? `For ${shape.name} the reason (BT-120) must be said.`
          : `For ${shape.name} no reason for exemption (BT-120) may stand.`,
    }));

const rulesOf = (shape: Shape): Rule[] => {
  const id = (number: string) => `BR-${published(shape.code)}-${number}`;
  const at = (
    number: string,
    side: 'lines' | 'allowances' | 'charges',
    of: typeof numbersOf | typeof ratesOf,
  ): Rule => ({
    id: id(number),
    check: (invoice) => of(shape, id(number), placesOf(invoice, shape.code)[side], invoice),
  });
  const over = (number: string, of: (shape: Shape, rule: string, invoice: EnInvoice) => EinvoiceFault[]): Rule => ({
    id: id(number),
    check: (invoice) => of(shape, id(number), invoice),
  });
  return [
    over('01', breakdownOf),
    ...[at('02', 'lines', numbersOf), at('03', 'allowances', numbersOf), at('04', 'charges', numbersOf)],
    ...[at('05', 'lines', ratesOf), at('06', 'allowances', ratesOf), at('07', 'charges', ratesOf)],
    ...[over('08', basesOf), over('09', taxesOf), over('10', reasonsOf)],
  ];
};

export const CATEGORY_RULES: readonly Rule[] = SHAPES.flatMap(rulesOf);
