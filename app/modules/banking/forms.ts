import { z } from 'zod';
import type { BankCsvMapping } from './types.ts';

const COLUMN_MAX = 200;
const optional = z.string().max(COLUMN_MAX).optional();

/** What a person says of a spreadsheet's columns, by the heads of the file. */
export const bankMappingForm = z
  .object({
    /** Ours, as `ACCOUNT CUR`. */
    account: z.string('Choose the account the file is of.').max(100),
    separator: z.enum(['comma', 'semicolon', 'tab'], 'Say what stands between the columns.'),
    dateOrder: z.enum(['ymd', 'dmy', 'mdy'], 'Say in which order the days are written.'),
    decimalSign: z.enum(['.', ','], 'Say which sign stands before decimals.'),
    bookedOn: z.string('Choose the column of the day.').max(COLUMN_MAX),
    valueOn: optional,
    signed: optional,
    debit: optional,
    credit: optional,
    text: optional,
    partyName: optional,
    partyAccount: optional,
    reference: optional,
    currency: optional,
    balance: optional,
  })
  .superRefine(({ signed, debit, credit }, context) => {
    const isOne = signed !== undefined && debit === undefined && credit === undefined;
    const areTwo = signed === undefined && debit !== undefined && credit !== undefined;
    if (isOne || areTwo) return;
    const message = 'Choose one column of amounts with a sign, or both a debit and a credit column.';
    context.addIssue({ code: 'custom', path: ['signed'], message });
  });

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** The mapping a checked form means. */
export function mappingOf(form: z.infer<typeof bankMappingForm>): BankCsvMapping {
  const { separator, dateOrder, decimalSign, bookedOn, signed, debit, credit, text } = form;
  return {
    ...{ separator: SEPARATORS[separator], dateOrder, decimalSign, bookedOn, valueOn: form.valueOn ?? null },
    amount: signed === undefined ? { debit: debit ?? '', credit: credit ?? '' } : { signed },
    ...{ text: text === undefined ? [] : [text], partyName: form.partyName ?? null, account: null },
    ...{ partyAccount: form.partyAccount ?? null, reference: form.reference ?? null },
    ...{ currency: form.currency ?? null, balance: form.balance ?? null },
  };
}

/** An account of ours as a form names it. */
export const accountValue = ({ account, currency }: { account: string; currency: string }): string =>
  `${account} ${currency}`;
