import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export const ADVICE_FORMATS = ['text', 'csv', 'xlsx', 'ubl'] as const;
export type AdviceFormat = (typeof ADVICE_FORMATS)[number];
export type DecimalSign = '.' | ',';

/** What a customer says of one document. Minor units; what was withheld is never below zero. */
export type AdviceRow = {
  readonly line: number;
  /** The number as the customer wrote it. */
  readonly number: string;
  /** What of the payment is for it; below zero where a credit note was used up. */
  readonly paidMinor: bigint;
  /** What the customer says the document was for. */
  readonly grossMinor: bigint | null;
  readonly discountMinor: bigint;
  readonly withheldMinor: bigint;
  readonly deductedMinor: bigint;
  readonly reason: string;
};

/** `refused`: what stands there was left out. `flag`: it was read, and a person should look. Line 0 is the advice as a whole. */
export type AdviceProblem = {
  readonly line: number;
  readonly weight: 'refused' | 'flag';
  readonly code: 'amount' | 'no-number' | 'two-ways' | 'row-sum' | 'twice' | 'total' | 'not-understood' | 'currency';
  readonly sentence: string;
};

export type Advice = {
  readonly format: AdviceFormat;
  /** The customer's own number of the payment or advice. */
  readonly reference: string;
  readonly currency: Currency;
  readonly paidOn: PlainDate | null;
  /** What the advice itself calls its total; null where it names none. */
  readonly statedMinor: bigint | null;
  readonly sumMinor: bigint;
  readonly rows: readonly AdviceRow[];
  readonly problems: readonly AdviceProblem[];
};

/** Why nothing was read. `two-ways`: the decimal sign must be said. */
export type AdviceFault = {
  readonly code: 'empty' | 'too-large' | 'not-text' | 'unknown-format' | 'broken' | 'no-rows' | 'two-ways' | 'columns';
  readonly line: number;
  readonly sentence: string;
};

/** What is known beforehand: the currency where the advice names none, and the decimal sign where a person said it. */
export type AdviceWish = { readonly currency: Currency; readonly decimalSign?: DecimalSign | undefined };

/** A cell of a table: text, or a number that a spreadsheet keeps as such. */
export type AdviceCell = string | { readonly decimal: string };
