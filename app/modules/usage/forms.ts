import { z } from 'zod';
import { type Decimal, parseDecimal } from '#app/kernel/decimal.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { IMPORT_FIELDS, type ImportField } from './rules/import-fields.ts';
import { asMapping as readMapping } from './rules/map-columns.ts';
import type { ColumnMapping, UsageImportKind } from './types.ts';

export type { ImportField };
/** What a file of a kind can say, in the order of its form. */
export const importFieldsOf = (kind: UsageImportKind): readonly ImportField[] => IMPORT_FIELDS[kind];
/** A mapping as it was stored; null where it is none. */
export const asMapping = (value: unknown): ColumnMapping | null => readMapping(value);

/** The form of columns: `column-…` and `same-…` for each field, `dates` and `decimals`. */
export function mappingOfForm(kind: UsageImportKind, values: Readonly<Record<string, string>>): ColumnMapping {
  const names = IMPORT_FIELDS[kind].map(({ name }) => name);
  const told = (prefix: string) =>
    Object.fromEntries(names.map((name) => [name, (values[`${prefix}-${name}`] ?? '').trim()]));
  const mapping = readMapping({
    columns: told('column'),
    same: told('same'),
    dates: values.dates,
    decimals: values.decimals,
  });
  return mapping ?? { columns: {}, same: {}, dates: 'ymd', decimals: 'point' };
}

const text = (max: number, missing: string) =>
  z.string(missing).trim().min(1, missing).max(max, `Use ${max} characters or fewer.`);
const free = (max: number) => z.string().trim().max(max, `Use ${max} characters or fewer.`).default('');

function decimalOf(decimals: number, missing: string) {
  return z
    .string(missing)
    .trim()
    .min(1, missing)
    .transform((value, context): Decimal => {
      const read = parseDecimal(value);
      if (read.ok && (read.value.split('.')[1] ?? '').length <= decimals && !read.value.startsWith('-'))
        return read.value;
      context.addIssue({ code: 'custom', message: `Write a number, as 12.5, with at most ${decimals} decimals.` });
      return z.NEVER;
    });
}

const day = z
  .string('Choose a day.')
  .trim()
  .transform((value, context): PlainDate => {
    const read = parsePlainDate(value);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: 'Choose a day.' });
    return z.NEVER;
  });

export const usageForm = z.object({
  kind: z.enum(['ticket', 'delivery'], 'Choose what it is.'),
  customer: text(60, 'Write the customer’s number.'),
  product: text(60, 'Choose the product.'),
  site: free(60),
  contract: free(40),
  occurredOn: day,
  quantity: decimalOf(6, 'Write how much it was.'),
  reference: text(120, 'Write the number of the ticket or delivery note.'),
  order: free(80),
});

export const correctionForm = z.object({
  key: text(190, 'Send the form again.'),
  rightQuantity: decimalOf(6, 'Write what it should have been; 0 takes it back.'),
  reason: text(400, 'Say why, so that the next one understands.'),
});

const dial = {
  code: text(60, 'Write the code on the meter.'),
  digits: z.coerce
    .number('Write how many digits the dial has.')
    .int('Write a whole number.')
    .min(1, 'A dial has at least one digit.')
    .max(9, 'At most nine digits.'),
  multiplier: decimalOf(3, 'Write 1 where a step of the dial is one unit.'),
  firstValue: decimalOf(3, 'Write what the dial showed when it was put in.'),
};

export const meterForm = z.object({ ...dial, lineId: text(60, 'Choose the contract line.'), startsOn: day });
export const meterChangeForm = z.object({
  ...dial,
  changedOn: day,
  lastValue: decimalOf(3, 'Write what the old dial showed.'),
});
export const meterEndForm = z.object({ changedOn: day, lastValue: decimalOf(3, 'Write what the dial showed.') });
export const readingForm = z.object({
  readOn: day,
  value: decimalOf(3, 'Write what the dial showed.'),
  kind: z.enum(['actual', 'estimate'], 'Choose how it was read.'),
  replaces: z.literal('yes').optional(),
});
