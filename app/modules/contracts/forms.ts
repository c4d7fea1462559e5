import { z } from 'zod';
import { CYCLES, TIMINGS } from '#app/kernel/billing-periods.ts';
import { parseDecimal, toMicros } from '#app/kernel/decimal.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { TERMS_FROM, termsFit, termsTrouble } from '#app/kernel/payment-terms.ts';
import { daysInMonth, type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { INVOICE_PER } from '#app/modules/customers/types.ts';
import { PRICE_KINDS, readPriceText } from './rules/read-price-text.ts';
import { CHARGES, type PriceTerm, type SiteId, type WantedLine, type WantedTerms } from './types.ts';

/** Characters that act on what stands around them. */
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
export const LINES_MAX = 100;
const PRICES_MAX = 50;
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

const line = (max: number) =>
  z
    .string()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((text) => !/[\n\t]/.test(text), 'Write this on one line.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.')
    .optional();
const typed = z.string().max(2000, 'Use 2000 characters or fewer.').optional();

/** What is wrong with a date, said so that 31 February is answered with what February has. */
export function dateTrouble(text: string): string | null {
  if (parsePlainDate(text).ok) return null;
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim())?.map(Number) ?? [];
  const name = MONTHS[(month ?? 0) - 1];
  if (!year || !name || !day || year < 1900 || year > 2999)
    return 'This is not a date. Write it as year, month and day, like 2026-11-03.';
  return `There is no ${day} ${name}: ${name} ${year} has ${daysInMonth(year, month!)} days.`;
}

const priceRow = z
  .object({
    ...{ validFromOn: typed, validToOn: typed, kind: z.enum(PRICE_KINDS, 'Choose how it is priced.').optional() },
    ...{ price: typed, included: typed, minimum: typed, tiers: typed },
  })
  .optional();
const lineRow = z
  .object({
    ...{ lineNo: typed, productId: typed, description: line(200), poNumber: line(60), siteId: typed },
    ...{ cycle: z.enum(CYCLES, 'Choose how often it is billed.').optional() },
    ...{ timing: z.enum(TIMINGS, 'Choose when it is billed.').optional() },
    ...{ charge: z.enum(CHARGES, 'Choose what is billed.').optional() },
    ...{ quantity: typed, anchorOn: typed, startsOn: typed, endsOn: typed, priceListId: typed, taxCode: typed },
    ...{ accountCode: typed, deferred: typed, leaveOut: typed, prices: z.array(priceRow).max(PRICES_MAX).optional() },
  })
  .optional();

const typedContract = z.object({
  ...{ title: line(200), currency: typed, poNumber: line(60), invoicePer: z.enum(INVOICE_PER).optional() },
  ...{
    termsFrom: z.enum(TERMS_FROM).default('document'),
    termsDays: typed,
    startsOn: typed,
    endsOn: typed,
    holdsFromOn: typed,
    reason: typed,
  },
  lines: z.array(lineRow).max(LINES_MAX, `A contract holds ${LINES_MAX} lines at most.`).optional(),
});
type TypedLine = NonNullable<z.output<typeof lineRow>>;
type TypedPrice = NonNullable<z.output<typeof priceRow>>;
type Path = (string | number)[];
type Say = (path: Path, message: string) => void;

/** Where each line and price of the proposal stood in the form, because empty rows fall out. */
export type FormPlaces = readonly { readonly index: number; readonly prices: readonly number[] }[];
export type ReadContract = {
  readonly wanted: WantedTerms;
  readonly holdsFromOn: PlainDate;
  readonly reason: string;
  readonly places: FormPlaces;
};

/** A contract as it is typed. Each mistake is at its own field, lines and prices counted from 0 in the names. */
export const contractForm = typedContract.transform((form, context): ReadContract => {
  const say: Say = (path, message) => context.addIssue({ code: 'custom', path, message: located(path, message) });
  const title = form.title?.trim() ?? '';
  if (title === '') say(['title'], 'Enter a title, like “Ash disposal 2026”.');
  const currency = parseCurrency(form.currency ?? '');
  if (!currency) say(['currency'], 'Choose a currency.');
  const startsOn = readDate(form.startsOn, ['startsOn'], say, 'Enter the day the contract starts.');
  const endsOn = readDate(form.endsOn, ['endsOn'], say);
  const days = form.termsDays?.trim() ?? '';
  const number = /^\d{1,3}$/.test(days) ? Number(days) : Number.NaN;
  if (days !== '' && !termsFit({ from: form.termsFrom, days: number }))
    say(['termsDays'], `${termsTrouble(form.termsFrom)} Or leave it empty.`);
  const holdsFromOn = readDate(form.holdsFromOn, ['holdsFromOn'], say) ?? startsOn;
  const lines: WantedLine[] = [];
  const places: { index: number; prices: number[] }[] = [];
  for (const [index, row] of (form.lines ?? []).entries()) {
    if (!row || isBlank(row) || row.leaveOut === 'yes') continue;
    const prices = readPrices(row.prices ?? [], ['lines', index], say);
    const begins = row.lineNo ? startsOn : (holdsFromOn ?? startsOn);
    lines.push(readLine(row, { at: ['lines', index], say, startsOn: begins, prices: prices.map(({ term }) => term) }));
    places.push({ index, prices: prices.map((price) => price.index) });
  }
  return {
    wanted: {
      ...{ title, currency: currency!, poNumber: form.poNumber?.trim() ?? '', invoicePer: form.invoicePer ?? null },
      ...(days === '' ? { termsDays: null } : { termsDays: number, termsFrom: form.termsFrom }),
      ...{ startsOn: startsOn!, endsOn, lines },
    },
    ...{ holdsFromOn: holdsFromOn!, reason: form.reason?.trim() ?? '', places },
  };
});

/** A mistake in a line says which line it is in: the list above the form shows it without its place. */
const located = (path: Path, message: string): string =>
  path[0] === 'lines' && typeof path[1] === 'number'
    ? `Line ${path[1] + 1}: ${message.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())}`
    : message;

const isBlank = (row: TypedLine): boolean => !row.lineNo && !row.productId && !row.description?.trim();

function readDate(text: string | undefined, path: Path, say: Say, missing?: string): PlainDate | null {
  if (!text?.trim()) {
    if (missing) say(path, missing);
    return null;
  }
  const parsed = parsePlainDate(text);
  if (parsed.ok) return parsed.value;
  say(path, dateTrouble(text)!);
  return null;
}

type Around = { at: Path; say: Say; startsOn: PlainDate | null; prices: PriceTerm[] };

function readLine(row: TypedLine, { at, say, startsOn: begins, prices }: Around): WantedLine {
  if (!row.productId) say([...at, 'productId'], 'Choose a product.');
  const description = row.description?.trim() ?? '';
  if (description === '') say([...at, 'description'], 'Enter the words that go on the invoice.');
  const startsOn = readDate(row.startsOn, [...at, 'startsOn'], say) ?? begins;
  const charge = row.charge ?? 'metered';
  const quantity = parseDecimal(row.quantity ?? '');
  const isAmount = quantity.ok && toMicros(quantity.value) > 0n;
  if (charge === 'recurring' && !isAmount) say([...at, 'quantity'], 'Enter the quantity of one period, above zero.');
  return {
    ...{
      lineNo: row.lineNo && /^\d{1,4}$/.test(row.lineNo) ? Number(row.lineNo) : null,
      productId: row.productId ?? '',
    },
    ...{ description, cycle: row.cycle ?? 'monthly', timing: row.timing ?? 'arrears', charge },
    ...{ anchorOn: readDate(row.anchorOn, [...at, 'anchorOn'], say) ?? startsOn!, startsOn: startsOn! },
    ...{ endsOn: readDate(row.endsOn, [...at, 'endsOn'], say), siteId: (row.siteId as SiteId | undefined) ?? null },
    ...{
      quantity: charge === 'recurring' && quantity.ok ? quantity.value : null,
      poNumber: row.poNumber?.trim() ?? '',
    },
    ...{ priceListId: row.priceListId ?? null, deferred: row.deferred === 'yes', taxCode: row.taxCode ?? null },
    ...{ accountCode: row.accountCode ?? null, prices },
  };
}

function readPrices(rows: (TypedPrice | undefined)[], at: Path, say: Say): { index: number; term: PriceTerm }[] {
  const read: { index: number; term: PriceTerm }[] = [];
  for (const [index, row] of rows.entries()) {
    const isEmpty = !row || ![row.validFromOn, row.price, row.tiers].some((text) => text?.trim());
    if (isEmpty) continue;
    const path = [...at, 'prices', index];
    const validFromOn = readDate(row.validFromOn, [...path, 'validFromOn'], say, 'Enter the day the price holds from.');
    const validToOn = readDate(row.validToOn, [...path, 'validToOn'], say);
    const scheme = readPriceText({ ...row, kind: row.kind ?? 'per_unit' }, (field, text) =>
      say([...path, field], text),
    );
    if (validFromOn && scheme) read.push({ index, term: { validFromOn, validToOn, scheme } });
  }
  return read;
}

export const siteForm = z.object({
  code: z
    .string('Enter a code for the site, like NORTH-1.')
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/,
      'Use up to 40 letters, digits, dots, dashes, slashes or underscores, starting with a letter or digit.',
    ),
  name: z
    .string('Enter the name of the site.')
    .max(200, 'Use 200 characters or fewer.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.'),
  addressLines: z
    .string()
    .max(1000, 'Use 1000 characters or fewer.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.')
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((lines) => lines.length <= 8, 'Use 8 lines or fewer.'),
});

export const endContractForm = z.object({
  endsOn: z
    .string('Enter the last day of the contract.')
    .refine((text) => parsePlainDate(text).ok, { error: (issue) => dateTrouble(String(issue.input)) ?? '' })
    .transform((text) => {
      const parsed = parsePlainDate(text);
      return parsed.ok ? parsed.value : (text as never);
    }),
  endReason: z.string('Say why the contract ends.').max(500, 'Use 500 characters or fewer.'),
});
