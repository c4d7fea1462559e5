import { z } from 'zod';
import { type Currency, type MoneyTextRefusal, parseMoney } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';

const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const AMOUNT_WORDS: Record<MoneyTextRefusal, string> = {
  'not-a-number': 'Enter an amount, like 1,234.50.',
  'too-many-decimals': 'This has more decimals than the currency.',
  'out-of-range': 'This is larger than any cheque may be.',
};

const words = (max: number) =>
  z
    .string()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.');

const needed = (missing: string, max: number) =>
  z
    .string(missing)
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.');

const date = (missing: string) =>
  z
    .string(missing)
    .refine((value) => parsePlainDate(value).ok, 'This is not a date in the calendar. Write it as 2026-11-03.')
    .transform((value) => {
      const parsed = parsePlainDate(value);
      return parsed.ok ? parsed.value : (value as never);
    });

const amount = (code: Currency, missing: string) =>
  z.string(missing).transform((typed, context) => {
    const parsed = parseMoney(typed, code);
    if (parsed.ok && parsed.value > 0n) return parsed.value;
    const message = parsed.ok ? 'Enter an amount above zero.' : AMOUNT_WORDS[parsed.refusal];
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** The form of a cheque that is handed to us, in one currency. `apply.i-<item>` holds what each item gets when chosen. */
export const chequeForm = (code: Currency) =>
  z.object({
    amount: amount(code, 'Enter an amount, like 1,234.50.'),
    chequeNo: needed('Enter the number printed on the cheque.', 40),
    bankName: needed('Enter the bank the cheque is drawn on.', 140),
    drawerName: words(140).default(''),
    datedOn: date('Enter the date written on the cheque.'),
    receivedOn: date('Enter the day it was received.'),
    receivedTime: z
      .string('Enter the time, like 16:00.')
      .regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'Enter the time, like 16:00.'),
    custodian: needed('Say who keeps the cheque.', 140),
    note: words(500).default(''),
    how: z.enum(['oldest-first', 'exact', 'chosen', 'none'], 'Choose what it pays.').default('oldest-first'),
    keepRest: ticked,
    clearRest: ticked,
    acceptSuspicion: ticked,
    sendReceipt: ticked,
  });

export const handOverForm = z.object({ custodian: needed('Say who keeps the cheque now.', 140) });
export const reasonForm = z.object({ reason: needed('Say why, for whoever looks at this later.', 300) });
export const noteForm = z.object({ note: needed('Say what was agreed with the customer.', 500) });
export const clearForm = z.object({ clearedOn: date('Enter the day it cleared.') });

/** A cheque that came back: when, why, and what our bank took for it. */
export const returnForm = (code: Currency) =>
  z.object({
    returnedOn: date('Enter the day it came back.'),
    returnReason: needed('Say why, as the bank gives it.', 300),
    charge: amount(code, 'Enter an amount, like 12.50.').optional(),
    chargeOn: ticked,
  });

/** A deposit: the day, the bank's slip, and the money by its payments. */
export const depositForm = z.object({
  depositedOn: date('Enter the day it goes to the bank.'),
  slipRef: words(60).default(''),
  money: z.array(z.string()).min(1, 'Choose what goes to the bank.'),
});
