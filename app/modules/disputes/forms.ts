import { z } from 'zod';
import { parseDecimal } from '#app/kernel/decimal.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { type Claim, DISPUTE_FILES_MAX, DISPUTE_KINDS, type DisputeOutcome, type DisputeRefusal } from './types.ts';

const LINES_MAX = 500;

const exact = z.string().transform((text, context) => {
  const parsed = parseDecimal(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a number' });
  return z.NEVER;
});
const minor = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);
const lineNo = z.int().min(1).max(32_767);
const lineClaim = z.discriminatedUnion('what', [
  z.object({ what: z.literal('line'), lineNo }),
  z.object({ what: z.literal('about'), lineNo }),
  z.object({ what: z.literal('quantity'), lineNo, quantity: exact }),
  z.object({ what: z.literal('price'), lineNo, unitPrice: exact }),
  z.object({ what: z.literal('amount'), lineNo, netMinor: minor }),
]);
export const claimSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole') }),
  z.object({ kind: z.literal('amount'), amountMinor: minor }),
  z.object({ kind: z.literal('lines'), lines: z.array(lineClaim).max(LINES_MAX) }),
]);
const file = z.object({
  name: z.string().max(300),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z
    .int()
    .min(1)
    .max(10 * 1024 * 1024),
});
const files = z.array(file).max(DISPUTE_FILES_MAX);

/** What a customer wrote down, as an asking keeps it: amounts and quantities as text. */
export const raiseWishSchema = z.object({
  kind: z.enum(DISPUTE_KINDS),
  reasonCode: z.string().max(40),
  claim: claimSchema.nullable(),
  words: z.string().max(6_000),
  expects: z.string().max(500),
  notifyEmail: z.string().max(320),
  files,
});
export const wordsWishSchema = z.object({ words: z.string().max(6_000), files });
export type RaiseWish = z.infer<typeof raiseWishSchema>;
export type WordsWish = z.infer<typeof wordsWishSchema>;

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/** A wish as JSON: amounts as text of minor units. */
export const wishToText = (wish: RaiseWish | WordsWish): string => JSON.stringify(wish, asText);

/** Reads a claim a form or an asking carried; null for anything else. */
export const readClaim = (json: unknown): Claim | null => claimSchema.safeParse(json).data ?? null;

const ENDED: Readonly<Record<DisputeOutcome, string>> = {
  agreed: 'it was agreed',
  part: 'it was agreed in part',
  refused: 'it was decided',
  rebilled: 'it was billed again',
  withdrawn: 'it was taken back',
  answered: 'it was answered',
  merged: 'it goes on together with another',
};

type Said = { readonly currency: Currency; readonly locale: string };
type Words = { readonly field: string | null; readonly text: string };

/** Why nothing was done and what to do, in words for both sides; `field` is the field of a form, null for the whole. */
export function disputeRefusalWords(refusal: DisputeRefusal, { currency, locale }: Said): Words {
  const amount = (minorUnits: bigint) => formatMoney(money(minorUnits, currency), locale);
  const at = (field: string | null, text: string): Words => ({ field, text });
  switch (refusal.code) {
    case 'above-line':
      return at(
        `line-${refusal.lineNo}`,
        `Line ${refusal.lineNo} is ${amount(refusal.leftMinor)} before tax. Enter that or less.`,
      );
    case 'above-document':
      return at('amount', `At most ${amount(refusal.leftMinor)} can be in question here. Lower the amount.`);
    case 'amount-not-positive':
      return at(refusal.lineNo === null ? 'amount' : `line-${refusal.lineNo}`, 'Enter an amount above zero.');
    case 'claims-nothing':
      return at(
        `line-${refusal.lineNo}`,
        `Line ${refusal.lineNo}: what you entered is not less than what was billed. Enter what it should have been.`,
      );
    case 'unknown-line':
      return at(null, 'A line is not there any more. Load the page again.');
    case 'already-disputed':
      return at(null, `We are looking at this already as ${refusal.number}. Write there, so that nothing is lost.`);
    case 'settled':
      return at(
        null,
        refusal.because === 'paid'
          ? 'This is paid already. You can ask for the money back instead.'
          : 'This was credited already. You can ask for money back that you paid for it, or ask us a question.',
      );
    case 'closed':
      return at(null, `${refusal.number} is closed: ${ENDED[refusal.outcome]}. Open it again, or write a new one.`);
    default:
      return at(FIELDS[refusal.code] ?? null, WHOLE[refusal.code]);
  }
}

type Plain = Exclude<
  DisputeRefusal['code'],
  | 'above-line'
  | 'above-document'
  | 'amount-not-positive'
  | 'claims-nothing'
  | 'unknown-line'
  | 'already-disputed'
  | 'settled'
  | 'closed'
>;

const FIELDS: Partial<Readonly<Record<Plain, string>>> = {
  'unknown-reason': 'reason',
  'words-missing': 'words',
  'words-too-long': 'words',
  'too-many-files': 'files',
  'nothing-chosen': 'lines',
};

const WHOLE: Readonly<Record<Plain, string>> = {
  'unknown-customer': 'This account is not there.',
  'unknown-invoice': 'This document is not there. Look for it in the list of invoices.',
  'unknown-reason': 'Choose a reason of the list.',
  'unknown-dispute': 'This is not there. Look for it in the list.',
  'unknown-person': 'Choose a colleague who can sign in.',
  'words-missing': 'Say in a sentence what it is about.',
  'words-too-long': 'Shorten the text to 5,000 characters, and add a file for the rest.',
  'too-many-files': `Add at most ${DISPUTE_FILES_MAX} files.`,
  'nothing-chosen': 'Choose at least one line, or the whole document.',
  'not-disputable': 'This takes no dispute. Ask a question about it instead.',
  'not-closed': 'This is open: write into it.',
  'not-a-complaint': 'Only complaints go up the ladder.',
  'not-contested': 'No amount is in question here.',
  'other-invoice': 'The two are about different documents. Answer them one by one.',
  'same-dispute': 'Choose another one to join it with.',
  'waits-for-approval': 'A second person is looking at the decision. Take that request back first.',
  'in-the-past': 'Choose a day or time that is not over.',
  'handover-over': 'This was answered or called back meanwhile. Nothing more is needed.',
  'unknown-handover': 'This question is not there any more.',
  'unknown-queue': 'Choose a queue or department of the list.',
  'all-lines': 'Leave at least one line where it is.',
  'top-of-ladder': 'There is no such step of the ladder.',
  'form-changed': 'This form was sent before and said something else. Load the page again and look at what was sent.',
};

/**
 * The parts a dispute is about now: those it contests. What was parted from it or contested anew is left out; where it contests
 * nothing (any more), all it was ever about.
 */
export function partsNow<Part extends { readonly isContested: boolean }>(parts: readonly Part[]): readonly Part[] {
  const contested = parts.filter(({ isContested }) => isContested);
  return contested.length > 0 ? contested : parts;
}
