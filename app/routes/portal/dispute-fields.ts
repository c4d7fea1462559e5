import { z } from 'zod';
import { parseDecimal } from '#app/kernel/decimal.ts';
import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Claim, LineClaim } from '#app/modules/disputes/types.ts';

/** Files beside one message, told before they are chosen. */
export const FILE_LIMITS = {
  ...{ field: 'files', bytesMax: 10 * 1024 * 1024, totalBytesMax: 16 * 1024 * 1024, countMax: 5 },
} as const;
export const TEXT_MAX = 4_000;
export const WISH_MAX = 500;
const LINES_MAX = 500;

/** What a plain question is filed under; who reads it files it closer. */
export const QUESTION_REASON = 'other';
export const ALREADY_PAID = 'already_paid';

/** One charge of the invoice as the form asks for it; its place in the list is its line number. */
const line = z.object({
  on: z.literal('yes').optional(),
  quantity: z.string().max(40).default(''),
  price: z.string().max(40).default(''),
  amount: z.string().max(40).default(''),
});

const key = z.string().min(8, 'Reload the page and send it again.').max(200);
const text = (missing: string) => z.string(missing).max(TEXT_MAX, 'Use 4,000 characters or fewer.');

export const disputeForm = z.object({
  key,
  reason: z.string('Choose what is wrong.').max(60),
  what: z.enum(['whole', 'lines', 'part'], 'Choose how much of it is wrong.'),
  lines: z.array(line.optional()).max(LINES_MAX).default([]),
  amount: z.string().max(40).default(''),
  text: text('Say in a sentence or two what is wrong.'),
  wish: z.string().max(WISH_MAX, 'Use 500 characters or fewer.').default(''),
  paidOn: z.string().max(10).default(''),
  paidAmount: z.string().max(40).default(''),
  paidReference: z.string().max(200).default(''),
  /** Set once the receipts that might be the payment were shown. */
  looked: z.literal('yes').optional(),
  next: z.enum(['stay', 'pay']).default('stay'),
});
export type DisputeFields = z.output<typeof disputeForm>;

export const questionForm = z.object({
  key,
  line: z.coerce.number().int().min(1).max(9_999).optional(),
  text: text('Write your question.'),
});

export const messageForm = z.object({ key, text: text('Write a word to us.') });

export type Paid = { readonly paidOn: PlainDate; readonly amountMinor: bigint; readonly reference: string };
type Errors = Record<string, string[]>;

const AMOUNT = 'Enter an amount like 1,240.00.';

/** How much of the invoice is in question, as it was ticked and typed; whether it is too much is decided where it is raised. */
export function claimOf(fields: DisputeFields, currency: Currency): Result<Claim, Errors> {
  const ticked = fields.lines.flatMap((one, lineNo) => (one?.on ? [{ lineNo, ...one }] : []));
  if (fields.what !== 'lines' && ticked.length > 0)
    return refuse({ what: ['You ticked charges below. Choose “Some of the charges”, or untick them.'] });
  if (fields.what === 'whole') return ok({ kind: 'whole' });
  if (fields.what === 'part') {
    const amount = parseMoney(fields.amount, currency);
    return amount.ok && amount.value > 0n
      ? ok({ kind: 'amount', amountMinor: amount.value })
      : refuse({ amount: [AMOUNT] });
  }
  if (ticked.length === 0) return refuse({ what: ['Tick the charges that are wrong.'] });
  const errors: Errors = {};
  const lines = ticked.map((one) => {
    const read = claimedLine(one, currency);
    if (!read.ok) Object.assign(errors, read.refusal);
    return read;
  });
  if (Object.keys(errors).length > 0) return refuse(errors);
  return ok({ kind: 'lines', lines: lines.flatMap((read) => (read.ok ? [read.value] : [])) });
}

type TickedLine = {
  readonly lineNo: number;
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
};

function claimedLine({ lineNo, quantity, price, amount }: TickedLine, currency: Currency): Result<LineClaim, Errors> {
  const at = (name: string, words: string): Result<LineClaim, Errors> =>
    refuse({ [`lines[${lineNo}].${name}`]: [words] });
  if ([quantity, price, amount].filter((typed) => typed !== '').length > 1)
    return at('quantity', 'Fill in one of the three: the quantity, the price or the amount.');
  if (quantity !== '') {
    const read = parseDecimal(quantity);
    return read.ok
      ? ok({ lineNo, what: 'quantity', quantity: read.value })
      : at('quantity', 'Enter a number like 12.5.');
  }
  if (price !== '') {
    const read = parseDecimal(price);
    return read.ok ? ok({ lineNo, what: 'price', unitPrice: read.value }) : at('price', 'Enter a price like 42.50.');
  }
  if (amount !== '') {
    const read = parseMoney(amount, currency);
    return read.ok && read.value > 0n ? ok({ lineNo, what: 'amount', netMinor: read.value }) : at('amount', AMOUNT);
  }
  return ok({ lineNo, what: 'line' });
}

/** What somebody says of a payment they made, where the reason is that it is paid. */
export function paidOf(fields: DisputeFields, currency: Currency): Result<Paid, Errors> {
  const amount = parseMoney(fields.paidAmount, currency);
  const day = parsePlainDate(fields.paidOn);
  const errors: Errors = {
    ...(day.ok ? {} : { paidOn: ['Choose the day on which you paid.'] }),
    ...(amount.ok && amount.value > 0n ? {} : { paidAmount: [AMOUNT] }),
  };
  if (!day.ok || !amount.ok || amount.value <= 0n) return refuse(errors);
  return ok({ paidOn: day.value, amountMinor: amount.value, reference: fields.paidReference.trim() });
}
