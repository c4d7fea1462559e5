import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/**
 * Why money that is overdue is not here, in the order in which the causes take from a debt: a day of a penny is charged to
 * the first that has a claim to it, and what nobody claims to the customer. Ours come first, then what was agreed, then the
 * customer's own. `billed_late`: issued after its period. `delivered_late`: not in their hands. `disputed`: contested, by
 * department. `unapplied`: their money or credit lay here unapplied. `in_plan`: spread by agreement. `promise_broken`: after
 * a day they named. `slow`: the rest.
 */
export const DELAY_CAUSES = [
  'billed_late',
  'delivered_late',
  'disputed',
  'unapplied',
  'in_plan',
  'promise_broken',
  'slow',
] as const;
export type DelayCause = (typeof DELAY_CAUSES)[number];
export const isDelayCause = (text: string): text is DelayCause => (DELAY_CAUSES as readonly string[]).includes(text);

/** Of these, what lies with us; the rest is agreed or the customer's. */
export const OUR_CAUSES: readonly DelayCause[] = ['billed_late', 'delivered_late', 'disputed', 'unapplied'];

/** What is open of a debt changes by so much from this day on: the debt itself, what is set against it, what is undone. */
export type OpenChange = { readonly on: PlainDate; readonly minor: bigint };

/** A cause asks for the days after `afterOn` up to `throughOn` (null: for as long as it is open) of so much (null: all). */
export type DelayClaim = {
  readonly cause: Exclude<DelayCause, 'slow'>;
  /** Of a dispute: who is asked. Empty elsewhere. */
  readonly department: string;
  /** What it rests on: a hold, an application, a promise, an invoice. Orders claims of one cause. */
  readonly key: string;
  readonly afterOn: PlainDate;
  readonly throughOn: PlainDate | null;
  readonly minor: bigint | null;
};

export type DebtHistory = {
  readonly dueOn: PlainDate;
  readonly changes: readonly OpenChange[];
  readonly claims: readonly DelayClaim[];
};

/** Part of a debt, minor units, on the days after `afterOn` through `throughOn`, with the one cause it is charged to. */
export type ChargedPart = {
  readonly cause: DelayCause;
  readonly department: string;
  /** Null where nobody claims it. */
  readonly key: string | null;
  readonly afterOn: PlainDate;
  readonly throughOn: PlainDate;
  readonly minor: bigint;
};

/** The days a report looks at, both included. */
export type DayWindow = { readonly fromOn: PlainDate; readonly toOn: PlainDate };

/** Minor units times days charged to one cause, and of how many debts. */
export type DollarDays = {
  readonly currency: Currency;
  readonly cause: DelayCause;
  readonly department: string;
  readonly minorDays: bigint;
  readonly debts: number;
};

/** The same of one debt. */
export type DebtDays = {
  readonly itemId: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly number: string;
  readonly dueOn: PlainDate;
  readonly currency: Currency;
  readonly cause: DelayCause;
  readonly department: string;
  readonly minorDays: bigint;
};

/** What resolved disputes of one cause and department cost, in one currency; null where no amount was contested. */
export type DisputeCost = {
  readonly currency: Currency | null;
  /** Empty where nobody has named it yet. */
  readonly cause: string;
  readonly causeLabel: string;
  readonly department: string;
  readonly departmentName: string;
  readonly disputes: number;
  /** Calendar days from raising to closing, all of them together. */
  readonly days: number;
  readonly givenBackMinor: bigint;
  /** Contested minor units times the days on which they were held. */
  readonly heldMinorDays: bigint;
};

export type ResolvedDispute = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly customerName: string;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly reasonLabel: string;
  readonly outcome: string;
  readonly raisedOn: PlainDate;
  readonly closedOn: PlainDate;
  readonly currency: Currency | null;
  readonly cause: string;
  readonly causeLabel: string | null;
  readonly department: string;
  readonly departmentName: string;
  readonly days: number;
  readonly givenBackMinor: bigint;
  readonly heldMinorDays: bigint;
};
