import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Standing } from './dispute-words.ts';

/** A word of the thread as its customer reads it. */
export type ShownMessage = {
  readonly id: string;
  /** Written on the customer's side. */
  readonly isOwn: boolean;
  readonly name: string;
  readonly at: Date;
  readonly text: string;
  /** Of the text, where we know it. */
  readonly language?: string;
  readonly files: readonly { readonly id: string; readonly fileName: string }[];
};

/** A dispute or question as its customer sees it; minor units of its currency. */
export type ShownDispute = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly standing: Standing;
  readonly reason: string;
  readonly invoice: {
    readonly id: string;
    readonly number: string;
    readonly leftMinor: bigint;
    readonly dueOn: PlainDate;
  } | null;
  readonly charges: readonly { readonly lineNo: number; readonly title: string; readonly amountMinor: bigint }[];
  readonly currency: Currency;
  /** What was said to be wrong, and what of it is not asked for now. */
  readonly amountMinor: bigint;
  readonly heldMinor: bigint;
  readonly raisedAt: Date;
  readonly owner: string;
  readonly answerDueAt: Date | null;
  readonly promisedOn: PlainDate | null;
  readonly messages: readonly ShownMessage[];
  readonly result: {
    readonly agreedMinor: bigint;
    readonly creditNote: { readonly id: string; readonly number: string } | null;
    readonly newInvoice: { readonly id: string; readonly number: string } | null;
    /** Our reason, in the words of the decision. */
    readonly why: string;
    readonly at: Date;
  } | null;
  readonly mayReopen: boolean;
};
