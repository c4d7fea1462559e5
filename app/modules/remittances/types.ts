import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type AdviceFormat = 'text' | 'csv' | 'xlsx' | 'ubl';
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

/** An open item as an advice may mean it. Minor units; a credit's residual is above zero too. */
export type AdviceItem = {
  readonly id: string;
  readonly number: string;
  readonly side: 'debit' | 'credit';
  readonly customerId: string;
  readonly customerName: string;
  readonly residualMinor: bigint;
};

export const REST_KINDS = ['open', 'discount', 'withholding', 'bank_charge', 'small_difference', 'deduction'] as const;
export type RestKind = (typeof REST_KINDS)[number];
export const DISCOUNT_AS = ['discount', 'deduction', 'open'] as const;
export type DiscountAs = (typeof DISCOUNT_AS)[number];

/** What a person takes a row for. An empty number is the one the customer wrote. */
export type RowChoice = {
  readonly number: string;
  readonly rest: RestKind;
  readonly code: string | null;
  readonly discountAs: DiscountAs;
};

/** What was taken off an item, by name; the shape of the settling workflow's. */
export type AdviceRest = {
  readonly itemId: string;
  readonly kind: Exclude<RestKind, 'open'>;
  readonly code?: string;
  readonly amountMinor: bigint;
};

/** `settled`: nothing is open of it any more. `wrong-side`: a credit note that is paid, or an invoice that is used up. */
export type RowState = 'fits' | 'unknown' | 'settled' | 'several' | 'wrong-side' | 'too-much';

export type PlannedRow = {
  readonly rowNo: number;
  readonly row: AdviceRow;
  readonly choice: RowChoice | null;
  readonly state: RowState;
  readonly item: AdviceItem | null;
  readonly openMinor: bigint;
  readonly rests: readonly AdviceRest[];
  /** What stays open of it; below zero where more is said to be paid than is open. */
  readonly leftMinor: bigint;
};

export type AdvicePlan = {
  readonly rows: readonly PlannedRow[];
  readonly allocations: readonly { readonly itemId: string; readonly amountMinor: bigint }[];
  readonly rests: readonly AdviceRest[];
  readonly customerIds: readonly string[];
  readonly isReady: boolean;
};

export type AdviceSource = 'pasted' | 'file' | 'mail';

/** A stored advice. `totalMinor` is the total it names, or the sum of its rows. */
export type Remittance = {
  readonly id: string;
  readonly source: AdviceSource;
  readonly format: AdviceFormat;
  readonly fileName: string;
  readonly mailId: string | null;
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly number: string;
    readonly parentId: string | null;
  } | null;
  readonly reference: string;
  readonly currency: Currency;
  readonly paidOn: PlainDate | null;
  readonly statedMinor: bigint | null;
  readonly sumMinor: bigint;
  readonly totalMinor: bigint;
  readonly rowCount: number;
  readonly problems: readonly AdviceProblem[];
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly dropped: { readonly at: Date; readonly byName: string; readonly reason: string } | null;
  readonly line: AdviceLine | null;
};

/** A line of the bank as an advice sees it. */
export type AdviceLine = {
  readonly id: string;
  readonly statementId: string;
  readonly bookedOn: PlainDate;
  readonly amountMinor: bigint;
  readonly text: string;
  readonly partyName: string;
  readonly state: string;
};

/** What an advice says of a line of the bank, for who explains it. */
export type LineRemittance = {
  readonly remittanceId: string;
  /** `fits`: of the same amount, and the payer or a reference agrees; a person decides. */
  readonly stands: 'attached' | 'fits';
  readonly reference: string;
  readonly customerId: string | null;
  readonly customerName: string;
  readonly currency: Currency;
  readonly totalMinor: bigint;
  readonly allocations: AdvicePlan['allocations'];
  readonly rests: AdvicePlan['rests'];
  /** What the line brings beyond the rows; below zero where it brings less. */
  readonly leftMinor: bigint;
  readonly isReady: boolean;
  readonly problems: readonly string[];
  readonly reasons: readonly string[];
};

export type RemittanceRefusal =
  | { readonly code: 'unknown' }
  | { readonly code: 'dropped' }
  /** The same text or file was taken before. */
  | { readonly code: 'same-before'; readonly remittanceId: string }
  | { readonly code: 'attached' }
  | { readonly code: 'line-taken' }
  | { readonly code: 'line-explained' }
  | { readonly code: 'other-currency' }
  | { readonly code: 'reason-missing' };

/** A file of rows as mails bring it: what it is by its content, and the ending its name bears with us. */
export type AdviceFileKind = { readonly mediaType: string; readonly ending: string };

const KINDS: Readonly<Record<Exclude<AdviceFormat, 'text'>, AdviceFileKind>> = {
  csv: { mediaType: 'text/csv', ending: '.csv' },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: '.xlsx' },
  ubl: { mediaType: 'application/xml', ending: '.xml' },
};

export const adviceFileKind = (format: Exclude<AdviceFormat, 'text'>): AdviceFileKind => KINDS[format];

/** Whether a kept file is one of rows that an advice may be read from. */
export const isAdviceFile = (mediaType: string | null): boolean =>
  Object.values(KINDS).some((kind) => kind.mediaType === mediaType);
