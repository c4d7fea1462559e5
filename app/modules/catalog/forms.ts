import { z } from 'zod';
import { type Decimal, decimal, parseDecimal } from '#app/kernel/decimal.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { readScheme, SCHEME_KINDS, TIERS_MAX } from './rules/read-scheme.ts';

/** Characters that act on what stands around them. */
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const CODE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/;

const line = (max: number, missing?: string) =>
  z
    .string(missing)
    .max(max, `Use ${max} characters or fewer.`)
    .refine((text) => !/[\n\t]/.test(text), 'Write this on one line.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.');

const code = (missing: string) =>
  z
    .string(missing)
    .regex(
      CODE,
      'Use up to 40 letters, digits, dots, dashes, slashes or underscores, starting with a letter or digit.',
    );

const date = (missing: string) =>
  z
    .string(missing)
    .refine((text) => parsePlainDate(text).ok, 'This is not a date in the calendar. Write it as 2026-11-03.')
    .transform((text) => {
      const parsed = parsePlainDate(text);
      return parsed.ok ? parsed.value : (text as never);
    });
const noEarlier = (form: { validFromOn: PlainDate; validToOn?: PlainDate | null | undefined }): boolean =>
  !form.validToOn || form.validToOn >= form.validFromOn;

/** Everything of a product but its code, which never changes. */
const productFields = z.object({
  name: line(200, 'Enter the name of the product.'),
  description: line(500).default(''),
  unitCode: z.string('Choose the unit it is sold in.'),
  taxCode: z.string('Choose its tax.'),
  accountCode: z.string('Choose where its revenue goes.'),
  validFromOn: date('Enter the first day it is sold.'),
  validToOn: date('')
    .nullish()
    .transform((day) => day ?? null),
});
const ENDS_EARLY = {
  path: ['validToOn'],
  message: 'The last day is before the first. Make it the same day or later, or leave it empty.',
};
export const changedProductForm = productFields.refine(noEarlier, ENDS_EARLY);
export const productForm = productFields
  .extend({ code: code('Enter a code for the product, like FLY-ASH.') })
  .refine(noEarlier, ENDS_EARLY);

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

const listFields = z.object({
  name: line(200, 'Enter the name of the price list.'),
  note: line(1000).default(''),
  standard: ticked,
});
/** Code and currency of a price list never change. */
export const changedPriceListForm = listFields;
export const priceListForm = listFields.extend({
  code: code('Enter a code for the list, like UK-2026.'),
  currency: z
    .string('Choose a currency.')
    .transform((text) => parseCurrency(text))
    .refine((found) => found !== null, 'Choose a currency of the list.')
    .transform((found) => found!),
});

const typed = z.string().optional();
const tier = z.object({ upTo: typed, unitPrice: typed, flat: typed });

const typedScheme = z.object({
  kind: z.enum(SCHEME_KINDS, 'Choose how it is priced.'),
  amount: typed,
  unitPrice: typed,
  percent: typed,
  included: typed,
  minimum: typed,
  tiers: z.array(tier).max(TIERS_MAX + 1, `Use ${TIERS_MAX} tiers at most.`),
});

function schemeFrom(typedText: z.output<typeof typedScheme>, context: z.core.$RefinementCtx): PriceScheme {
  const { kind, ...text } = typedText;
  const { scheme, problems } = readScheme(kind, text);
  for (const { field, text: message } of problems) context.addIssue({ code: 'custom', path: pathOf(field), message });
  return scheme as PriceScheme;
}

/** What a price is tried with before it has a day. */
export const triedPriceForm = typedScheme.transform(schemeFrom);

/** A price from a day, of one kind. Each mistake is at its own field; tiers are named and counted from 1. */
export const priceForm = typedScheme
  .extend({
    validFromOn: date('Enter the day the price holds from.'),
    validToOn: date('')
      .nullish()
      .transform((day) => day ?? null),
  })
  .transform(({ validFromOn, validToOn, ...text }, context) => {
    const scheme = schemeFrom(text, context);
    if (!noEarlier({ validFromOn, validToOn })) context.addIssue({ code: 'custom', ...ENDS_EARLY });
    return { scheme, validFromOn, validToOn };
  });

/** `tiers[2].upTo` as a path. */
const pathOf = (field: string): (string | number)[] => {
  const found = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(field);
  return found ? [found[1]!, Number(found[2]), found[3]!] : [field];
};

/** The quantity a price is tried with; one where nothing readable is typed. */
export function sampleQuantity(text: string | null | undefined): Decimal {
  const parsed = parseDecimal(text ?? '');
  return parsed.ok ? parsed.value : decimal('1');
}

/** Taking a price back needs a reason. */
export const withdrawalForm = z.object({
  priceId: z.string('Choose the version to take back.'),
  reason: line(500, 'Say why it is taken back.'),
});
