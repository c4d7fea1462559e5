import { z } from 'zod';
import { type Currency, type MoneyTextRefusal, parseMoney } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import type { PaymentMethod } from './types.ts';

/** What a person records by hand; cards and direct debits come from the processor alone, cheques from their register. */
export const MANUAL_METHODS = ['transfer', 'cash'] as const satisfies readonly PaymentMethod[];

const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const AMOUNT_WORDS: Record<MoneyTextRefusal, string> = {
  'not-a-number': 'Enter an amount, like 1,234.50.',
  'too-many-decimals': 'This has more decimals than the currency.',
  'out-of-range': 'This is larger than any payment may be.',
};

const text = (max: number) =>
  z
    .string()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.')
    .default('');

const date = (missing: string) =>
  z
    .string(missing)
    .refine((value) => parsePlainDate(value).ok, 'This is not a date in the calendar. Write it as 2026-11-03.')
    .transform((value) => {
      const parsed = parsePlainDate(value);
      return parsed.ok ? parsed.value : (value as never);
    });

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

/** An amount above zero as people type it, in minor units of the currency. */
export const amountField = (code: Currency) =>
  z.string('Enter an amount, like 1,234.50.').transform((typed, context) => {
    const parsed = parseMoney(typed, code);
    if (parsed.ok && parsed.value > 0n) return parsed.value;
    const message = parsed.ok ? 'Enter an amount above zero.' : AMOUNT_WORDS[parsed.refusal];
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The form of a payment taken by hand, in one currency. `apply.i-<item>` holds what each item gets when chosen. */
export const paymentForm = (code: Currency) =>
  z.object({
    method: z.enum(MANUAL_METHODS, 'Choose how the money came.'),
    amount: amountField(code),
    receivedOn: date('Enter the day it was received.'),
    valueOn: date('Enter the value date.').optional(),
    reference: text(140),
    payerName: text(140),
    note: text(500),
    how: z.enum(['oldest-first', 'exact', 'chosen', 'none'], 'Choose what it pays.').default('oldest-first'),
    keepRest: ticked,
    clearRest: ticked,
    acceptSuspicion: ticked,
    sendReceipt: ticked,
  });
