import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** The longest notice a customer may ask for. */
export const NOTICE_DAYS_MAX = 30;

/** How debits are announced, tried again and how early a card's end is told, from a day on. */
export type AutopayPolicy = {
  readonly fromOn: PlainDate;
  /** The least days between the notice and the debit. */
  readonly noticeDays: number;
  /** Days after the first try on which a debit is tried again, in order. */
  readonly retryDays: readonly number[];
  /** Days before a card's last day on which that is told, once each. */
  readonly expiryDays: readonly number[];
};

export type AutopayPolicyVersion = AutopayPolicy & {
  readonly id: string;
  readonly reason: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};

/** When a rule takes what is due: on the due date of each invoice, or on one day of the month (31 is the last day). */
export type Collects =
  | { readonly collects: 'due_date'; readonly dayNo: null }
  | { readonly collects: 'day_of_month'; readonly dayNo: number };

export type RuleState = 'on' | 'paused' | 'off';
/** `asked`: the customer or a colleague did. `method`: the bank refused it for good. `notice`: the announcement came back. */
export type PausedBecause = 'asked' | 'method' | 'notice';

export type AutopayRule = Collects & {
  readonly id: string;
  readonly customerId: string;
  /** Null: everything of the currency that no contract's own rule takes. */
  readonly contractId: string | null;
  readonly contractNumber: string | null;
  readonly currency: Currency;
  readonly methodId: string;
  /** The most that is taken at once; null without limit. Minor units. */
  readonly ceilingMinor: bigint | null;
  readonly noticeDays: number;
  readonly state: RuleState;
  readonly pausedBecause: PausedBecause | null;
  /** The first day on which it takes again; null: until somebody turns it on. */
  readonly pausedUntilOn: PlainDate | null;
  readonly notifyEmail: string;
  readonly versionNo: number;
  readonly changedByName: string;
  readonly changedAt: Date;
};

/** `noticed` waits for its day, `collecting` is with the bank, `retrying` waits for its next try; the rest are ends. */
export type ChargeState = 'noticed' | 'collecting' | 'retrying' | 'collected' | 'failed' | 'skipped';
export type SkippedBecause = 'nothing-left' | 'over-ceiling' | 'rule-off' | 'paused' | 'method' | 'notice';

export type AutopayCharge = {
  readonly id: string;
  readonly ruleId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly methodId: string;
  readonly currency: Currency;
  readonly collectOn: PlainDate;
  /** What the notice said. Never is more taken. */
  readonly noticedMinor: bigint;
  readonly collectedMinor: bigint | null;
  readonly state: ChargeState;
  readonly skippedBecause: SkippedBecause | null;
  readonly failureCode: string | null;
  readonly nextTryOn: PlainDate | null;
  readonly tries: number;
  readonly changedAt: Date;
  readonly items: readonly ChargeItem[];
};

/** An item of a collection, with how much of it the notice said; `leftOut`: named, but over the limit and not taken. */
export type ChargeItem = {
  readonly itemId: string;
  readonly number: string;
  readonly invoiceId: string | null;
  readonly amountMinor: bigint;
  readonly leftOut: boolean;
};

/** An open debit item as a rule looks at it. Minor units. */
export type CollectableItem = {
  readonly itemId: string;
  readonly number: string;
  readonly dueOn: PlainDate;
  readonly contractId: string | null;
  /** Left to pay less what is held (disputed, in a plan, with the lawyers). */
  readonly payableMinor: bigint;
};

export type SaveRuleRefusal =
  | { readonly code: 'changed-meanwhile' }
  | { readonly code: 'method-not-usable' }
  | { readonly code: 'notice-too-short'; readonly leastDays: number }
  | { readonly code: 'unknown-contract' }
  | { readonly code: 'not-found' };

export type PolicyRefusal =
  | { readonly code: 'dated-back'; readonly firstOn: PlainDate }
  | { readonly code: 'nothing-changed' };
