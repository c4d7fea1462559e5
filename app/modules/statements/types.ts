import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { NamedCustomer } from '#app/modules/customers/types.ts';
import type { AgeingRow, EntryKind, Seal } from '#app/modules/ledger/types.ts';

/** One open item on its effective date. Minor units of the statement's currency. */
export type Movement = {
  readonly itemId: string;
  readonly on: PlainDate;
  readonly kind: EntryKind;
  /** The invoice or payment behind it. */
  readonly sourceId: string;
  readonly number: string;
  readonly title: string;
  readonly poNumber: string;
  /** Payments: how the money came; '' otherwise. */
  readonly method: string;
  /** Invoices and debit notes only. */
  readonly dueOn: PlainDate | null;
  /** Payments whose value date is not the day they count in the books; null otherwise. */
  readonly valueOn: PlainDate | null;
  /** Above zero adds to what the customer owes. */
  readonly amountMinor: bigint;
};

export type StatementRow = Movement & {
  readonly balanceMinor: bigint;
  /** Open-item form only: what the item was before anything was set against it; `amountMinor` is what is open of it. */
  readonly originalMinor?: bigint;
};

/**
 * How a statement tells an account: `balance_forward` brings the balance forward and lists what moved between two days;
 * `open_item` lists what is open on the last day, whenever it was posted. Both end in the same balance.
 */
export const STATEMENT_FORMS = ['balance_forward', 'open_item'] as const;
export type StatementForm = (typeof STATEMENT_FORMS)[number];

/**
 * What was open on the last day, by days past due; credits not yet set against anything stand apart. What was in question of
 * it on that day (`disputedMinor`) is part of the other figures, not beside them.
 */
export type StatementAgeing = Pick<
  AgeingRow,
  | 'notDueMinor'
  | 'd1to30Minor'
  | 'd31to60Minor'
  | 'd61to90Minor'
  | 'over90Minor'
  | 'creditsMinor'
  | 'disputedMinor'
  | 'totalMinor'
>;

export type Statement = {
  readonly form: StatementForm;
  readonly customerId: string;
  readonly currency: Currency;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** Zero in the open-item form, whose rows make the whole balance. */
  readonly openingMinor: bigint;
  readonly rows: readonly StatementRow[];
  readonly closingMinor: bigint;
  readonly ageing: StatementAgeing;
  /** Up to which seal it was known; absent where everything known when it was read counts. */
  readonly knownAt?: Seal;
};

/** Sums over the accounts of a group in one currency, minor units. */
export type GroupTotal = Pick<Statement, 'openingMinor' | 'closingMinor' | 'ageing'>;

export type GroupPart = {
  readonly currency: Currency;
  readonly accounts: readonly { readonly member: NamedCustomer; readonly statement: Statement }[];
  readonly total: GroupTotal;
};

/** The statements of a parent and its children as one document. */
export type GroupStatement = {
  readonly form: StatementForm;
  readonly parent: NamedCustomer;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly knownAt: Seal;
  readonly parts: readonly GroupPart[];
};

/** One account of a group: its closing balance then and now, and how many things were learned between that belong on it. */
export type AccountChange = {
  readonly member: NamedCustomer;
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  readonly learned: number;
};
export type GroupChanges = readonly { readonly currency: Currency; readonly accounts: readonly AccountChange[] }[];

/** A currency with movements and the date of the first one. */
export type StatementChoice = { readonly currency: Currency; readonly sinceOn: PlainDate };

export type MonthPaid = {
  /** First day of the month. */
  readonly month: PlainDate;
  readonly billedMinor: bigint;
  /** Part of what was billed in that month that is settled by now. */
  readonly settledMinor: bigint;
};

export type PayingRecord = {
  readonly currency: Currency;
  /** Twelve months, oldest first, the running one last; months without bills hold zero. */
  readonly months: readonly MonthPaid[];
  /** Of the bills that were due or are settled: how many, and how many of those were settled by their due date. */
  readonly bills: number;
  readonly onTime: number;
};

/** Where a number stands: an invoice, a payment or another posting on the account. */
export type Named = { readonly kind: EntryKind; readonly sourceId: string; readonly number: string };

/** Something learned between two seals that a statement speaks of. Minor units of its currency. */
export type LearnedRow =
  | {
      /** A posting dated into the statement, or before its first day. */
      readonly what: 'movement';
      readonly id: string;
      readonly place: 'within' | 'before';
      readonly of: Named;
      readonly method: string;
      readonly title: string;
      readonly on: PlainDate;
      /** Above zero adds to what the customer owes. */
      readonly amountMinor: bigint;
      readonly learnedAt: Seal;
    }
  | {
      /** Credit set against a debit, or taken back from it: moves no balance, but what is open and how old it is. */
      readonly what: 'applied' | 'taken-back';
      readonly id: string;
      readonly credit: Named;
      readonly debit: Named;
      readonly on: PlainDate;
      readonly amountMinor: bigint;
      readonly learnedAt: Seal;
    };

/** The same statement at two seals, and what was learned in between. */
export type StatementChanges = {
  readonly before: Statement;
  readonly after: Statement;
  readonly learned: readonly LearnedRow[];
};

export const SCHEDULE_KINDS = ['weekly', 'monthly', 'portfolio'] as const;
export type ScheduleKind = (typeof SCHEDULE_KINDS)[number];
export type StatementRunKind = Exclude<ScheduleKind, 'portfolio'>;
export const STATEMENT_EVERY = ['off', 'weekly', 'monthly'] as const;
export type StatementEvery = (typeof STATEMENT_EVERY)[number];

/** When statements, or the packs of the collectors, are made by themselves, in the company's zone. */
export type StatementSchedule = {
  readonly kind: ScheduleKind;
  /** Weekday with Monday as 1, or the day of the month, where 31 is its last one. */
  readonly dayNo: number;
  readonly hourNo: number;
  readonly nextOn: PlainDate;
  readonly paused: boolean;
};

/** What a customer gets who chose nothing. */
export type StatementDefaults = {
  readonly every: StatementEvery;
  readonly form: StatementForm;
  /** A statement goes out also when nothing moved and nothing is open. */
  readonly sendsEmpty: boolean;
};

/** What one customer wants otherwise; null: as the company's default. */
export type StatementPreference = {
  readonly every: StatementEvery | null;
  readonly form: StatementForm | null;
  readonly sendsEmpty: boolean | null;
  /** A parent gets one statement over its whole group. */
  readonly asGroup: boolean;
};

export type StatementRunState = 'running' | 'paused' | 'cancelled' | 'done';

export type StatementRun = {
  readonly id: string;
  readonly kind: StatementRunKind;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly sealNo: bigint;
  readonly state: StatementRunState;
  readonly stateReason: string;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** How many of its statements are in each state. */
  readonly counts: Readonly<Record<StatementSendState, number>>;
};

/** `sent`: kept, and its delivery ordered. `empty`: nothing to say, and the customer wants none then. */
export const SEND_STATES = ['waiting', 'sent', 'empty', 'failed', 'cancelled'] as const;
export type StatementSendState = (typeof SEND_STATES)[number];

export type StatementSend = {
  readonly seqNo: number;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  /** Null: the whole group. */
  readonly currency: Currency | null;
  readonly form: StatementForm;
  readonly sendsEmpty: boolean;
  readonly state: StatementSendState;
  readonly reason: string;
  readonly documentId: string | null;
};

type KeptFile = { readonly sha256: string; readonly bytes: bigint };

/** What a collector was given of their own customers on a day. */
export type PortfolioPack = {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly dueOn: PlainDate;
  readonly sealNo: bigint;
  /** How many customers it holds. */
  readonly customers: number;
  readonly pdf: KeptFile;
  readonly csv: KeptFile;
  readonly madeAt: Date;
};

export type CollectedCustomer = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly collectorName: string | null;
};
