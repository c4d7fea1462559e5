import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export const PROMISE_STATES = ['open', 'kept', 'part_kept', 'broken', 'withdrawn'] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];
export const PROMISE_SOURCES = ['phone', 'email', 'letter', 'visit'] as const;
export type PromiseSource = 'portal' | (typeof PROMISE_SOURCES)[number];
/** What an unexpired promise keeps from being asked for: what it covers, everything in its currency, or nothing. */
export const PAUSES = ['covered', 'everything', 'nothing'] as const;
export type Pauses = (typeof PAUSES)[number];

export const TONES = ['coming', 'friendly', 'firm', 'last'] as const;
export type Tone = (typeof TONES)[number];
/** Which stages hold for a customer; `none`: nobody reminds them. */
export const REMINDER_GROUPS = ['standard', 'gentle', 'none'] as const;
export type ReminderGroup = (typeof REMINDER_GROUPS)[number];

export type ReminderStage = {
  readonly group: Exclude<ReminderGroup, 'none'>;
  /** Days from the day an item is due: -3 three days before, 14 two weeks after. */
  readonly offsetDays: number;
  readonly tone: Tone;
  /** Smaller sums are not asked for at this stage; minor units of the base currency, as many whole units of any other. */
  readonly minMinor: bigint;
};

/** What holds for promises and reminders from a day on. */
export type CollectionPolicy = {
  readonly promiseDaysAhead: number;
  readonly promisesPerQuarter: number;
  readonly promiseGraceDays: number;
  readonly promisePauses: Pauses;
  /** How long reminders of an invoice wait after its customer said that it is paid. */
  readonly saidPaidDays: number;
  /** The hour of the company's day at which reminders leave; until then a colleague may hold them. */
  readonly sendHour: number;
  /** Days that at least lie between two reminders of one item. */
  readonly gapDays: number;
};
export type PolicyVersion = CollectionPolicy & {
  readonly id: string;
  readonly fromOn: PlainDate;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly stages: readonly ReminderStage[];
};

/** A promise as staff read it. Minor units of its currency. */
export type PromiseRow = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** Money that counts for it so far. */
  readonly countedMinor: bigint;
  readonly madeOn: PlainDate;
  readonly promisedOn: PlainDate;
  readonly graceDays: number;
  readonly source: PromiseSource;
  readonly note: string;
  readonly madeByName: string;
  readonly state: PromiseState;
  /** Invoices it names; none: whatever is oldest. */
  readonly names: readonly string[];
};

/**
 * Why a promise was not taken. `past`: the day lies behind. `too-far`: the policy lets a customer promise up to `lastOn`.
 * `too-many`: as many as a quarter allows were made. `one-stands`: their last one still runs. `more-than-owed`: so much is
 * owed and no more. `not-open`: it was decided or withdrawn already.
 */
export type PromiseRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'not-open' }
  | { readonly code: 'past' }
  | { readonly code: 'too-far'; readonly lastOn: PlainDate }
  | { readonly code: 'too-many'; readonly allowed: number }
  | { readonly code: 'one-stands' }
  | { readonly code: 'more-than-owed'; readonly owedMinor: bigint };

/** One debt and what of it may be asked for. Minor units. */
export type ChaseableItem = {
  readonly customerId: string;
  readonly itemId: string;
  readonly currency: Currency;
  readonly dueOn: PlainDate;
  readonly residualMinor: bigint;
  readonly heldMinor: bigint;
  readonly inFlight: boolean;
  readonly saidPaid: boolean;
  readonly promisedMinor: bigint;
  readonly chaseableMinor: bigint;
};

export type PlannedItem = { readonly itemId: string; readonly offsetDays: number | null; readonly askedMinor: bigint };
/** One message that asks a customer for money; `items` with a stage were due for it, the others are named along. */
export type PlannedReminder = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly tone: Tone;
  readonly askedMinor: bigint;
  readonly items: readonly PlannedItem[];
};
