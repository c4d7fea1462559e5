import type { Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** A year of a busy account; a file beyond it is refused before it is read. */
export const BANK_FILE_BYTES_MAX = 32 * 1024 * 1024;

export type BankFormat = 'camt' | 'mt940' | 'bai2' | 'ofx' | 'csv';

/**
 * What is wrong in one place of a bank's file, in plain words. `refused`: what stands there was left out. `flag`: it was
 * read, and a person should look. Lines count from 1; 0 is the file, or the statement, as a whole.
 */
export type BankFileProblem = {
  readonly line: number;
  readonly weight: 'refused' | 'flag';
  readonly code: BankFileProblemCode;
  readonly sentence: string;
};

export type BankFileProblemCode =
  | 'amount'
  | 'currency'
  | 'date'
  | 'direction'
  | 'not-booked'
  | 'outside-a-statement'
  | 'balance'
  | 'no-balance'
  | 'does-not-add-up'
  | 'gap'
  | 'control-total'
  | 'batch'
  | 'record'
  | 'same-reference'
  | 'guessed'
  | 'no-account';

/** Why nothing of a file was read. */
export type BankFileFault = {
  readonly code: 'too-large' | 'empty' | 'unknown-format' | 'not-text' | 'xml' | 'no-statement' | 'cut-off' | 'columns';
  readonly line: number;
  readonly sentence: string;
};

/** One booked movement of our account. Minor units of the statement's currency, above zero into the account. */
export type BankEntry = {
  readonly line: number;
  readonly bookedOn: PlainDate;
  readonly valueOn: PlainDate | null;
  readonly amountMinor: bigint;
  /** The bank takes back an entry of its own. */
  readonly isReversal: boolean;
  /** What kind the bank calls it, in the words of its format: `PMNT/RCDT/ESCT`, `NTRF`, `165`, `CREDIT`. */
  readonly kind: string;
  /** The reason code of a returned payment, where there is one. */
  readonly returnReason: string;
  /** The bank's own reference of this entry. */
  readonly bankRef: string;
  /** What the payer named it, end to end. */
  readonly payerRef: string;
  /** A structured creditor reference, checked by the payer's bank. */
  readonly creditorRef: string;
  readonly text: string;
  readonly partyName: string;
  readonly partyAccount: string;
  /** One payment of several that the bank booked in one sum: which, of how many. */
  readonly part: { readonly no: number; readonly of: number } | null;
};

export type BankBalance = { readonly minor: bigint; readonly currency: Currency; readonly on: PlainDate };

export type BankStatement = {
  readonly line: number;
  readonly account: string;
  readonly number: string;
  readonly currency: Currency;
  readonly opening: BankBalance | null;
  readonly closing: BankBalance | null;
  readonly entries: readonly BankEntry[];
  readonly problems: readonly BankFileProblem[];
};

export type BankFile = {
  readonly format: BankFormat;
  readonly statements: readonly BankStatement[];
  /** Of the file, or of what stands in no statement. */
  readonly problems: readonly BankFileProblem[];
  /** How a spreadsheet was read, remembered or guessed. */
  readonly mapping?: BankCsvMapping;
};

export type DecimalSign = '.' | ',';
export type CsvDateOrder = 'ymd' | 'dmy' | 'mdy';

/** How one bank's spreadsheet is read; remembered per bank account. Columns are named by their heads. */
export type BankCsvMapping = {
  readonly separator: ',' | ';' | '\t';
  readonly dateOrder: CsvDateOrder;
  readonly decimalSign: DecimalSign;
  readonly bookedOn: string;
  readonly valueOn: string | null;
  /** One column with a sign, or two. */
  readonly amount: { readonly signed: string } | { readonly debit: string; readonly credit: string };
  readonly text: readonly string[];
  readonly partyName: string | null;
  readonly partyAccount: string | null;
  readonly reference: string | null;
  readonly currency: string | null;
  readonly balance: string | null;
  readonly account: string | null;
};

/** What a rule of staff says a line is. Money for a customer by a rule goes on account, and never without a person. */
export const RULE_KINDS = ['bank_charge', 'interest', 'transfer', 'not_ours', 'on-account'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];
export const RULE_SIGNS = ['in', 'out', 'either'] as const;
export type RuleSign = (typeof RULE_SIGNS)[number];

/** So many confirmed uses, and none undone, before a rule may be ticked to post without a person. */
export const RULE_NEEDS = 20;

/** A standing version of a rule. At least one of `textHolds` and `partyIs` is not empty; `underMinor` goes with `currency`. */
export type BankRule = {
  readonly id: string;
  readonly textHolds: string;
  readonly partyIs: string;
  readonly sign: RuleSign;
  readonly underMinor: bigint | null;
  readonly currency: Currency | null;
  readonly kind: RuleKind;
  readonly customerId: string | null;
  readonly note: string;
  /** Lines that a person confirmed by it, and lines where what it said was undone. */
  readonly timesUsed: number;
  readonly timesWrong: number;
  readonly postsAlone: boolean;
};

export type RuleLine = {
  readonly text: string;
  readonly partyName: string;
  readonly partyAccount: string;
  readonly amountMinor: bigint;
  readonly currency: string;
};

export type RuleHit = {
  readonly ruleId: string;
  readonly kind: RuleKind;
  readonly customerId: string | null;
  readonly note: string;
  /** In words, for chips: "Rule, used 10 times", "Under 25.00". */
  readonly reasons: readonly string[];
  readonly mayPost: boolean;
};

export type BankAccountId = Id<'bank-account'>;
export type BankImportId = Id<'bank-import'>;
export type BankStatementId = Id<'bank-statement'>;
export type BankLineId = Id<'bank-line'>;
export type BankExplanationId = Id<'bank-explanation'>;

/** Where a line stands. `skipped`: the same movement came before in another file, and counts there. */
export type BankLineState = 'open' | 'explained' | 'parked' | 'asked' | 'skipped';
export const BANK_LINE_STATES: readonly BankLineState[] = ['open', 'explained', 'parked', 'asked', 'skipped'];

/** What a part of a line is. The first two and the last three are posted for the line; the others were posted before, or are not ours. */
export type BankLinkKind =
  | 'payment'
  | 'unidentified'
  | 'payout'
  | 'deposit'
  | 'payment_reversal'
  | 'returned_part'
  | 'refund'
  | 'existing_payment'
  | 'transfer'
  | 'not_ours'
  | 'bank_charge'
  | 'interest'
  | 'given_back';

export type BankImportState = 'reading' | 'ready' | 'storing' | 'stored' | 'undone' | 'refused';

/** A line of a stored statement. Minor units of its currency, above zero into the account. */
export type BankLine = {
  readonly id: BankLineId;
  readonly statementId: BankStatementId;
  readonly bankAccountId: BankAccountId;
  readonly lineNo: number;
  readonly fileLine: number;
  readonly bookedOn: PlainDate;
  readonly valueOn: PlainDate | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly kind: string;
  readonly returnReason: string;
  readonly isReversal: boolean;
  readonly bankRef: string;
  readonly payerRef: string;
  readonly creditorRef: string;
  readonly text: string;
  readonly partyName: string;
  readonly partyAccount: string;
  readonly part: { readonly no: number; readonly of: number } | null;
  readonly state: BankLineState;
  readonly explanationId: BankExplanationId | null;
  readonly note: string;
  readonly askedUser: string | null;
  readonly changedAt: Date;
  readonly changedByName: string;
  /** The same movement in a statement that came before. */
  readonly sameAs: BankLineId | null;
};

/** How a person said a file is to be read. `account`: of ours, for a file that names none. */
export type BankImportWish = {
  readonly account?: { readonly account: string; readonly currency: string };
  readonly mapping?: BankCsvMapping;
};

/** What a person decided before storing: lines as `statement.line`, and that what does not add up is taken as it is. */
export type BankImportChoices = {
  /** Looks the same as a stored line, and is. */
  readonly same: readonly string[];
  /** Carries the bank's reference of a stored line, and is another movement nevertheless. */
  readonly apart: readonly string[];
  readonly takes: boolean;
};

/** `stale`: somebody was faster, and who. */
export type LineStale =
  | { readonly code: 'unknown-line' }
  | { readonly code: 'stale'; readonly state: BankLineState; readonly byName: string; readonly at: Date };

export type IdentifyRefusal =
  | { readonly code: 'reason-missing' }
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'unknown-receipt' }
  | { readonly code: 'more-than-left'; readonly leftMinor: bigint };

/** `went-on`: the money was refunded, moved to another customer or used in another currency since. */
export type UndoIdentificationRefusal =
  | { readonly code: 'reason-missing' }
  | { readonly code: 'unknown-identification' }
  | { readonly code: 'undone-before' }
  | { readonly code: 'went-on' };

export type NoteReceiptRefusal =
  | { readonly code: 'note-missing' }
  | { readonly code: 'note-too-long' }
  | { readonly code: 'unknown-receipt' };

/** Why an explanation was undone. The last two are no mistake of who or what matched, and count neither for nor against a class. */
export const UNDO_CAUSES = [
  'wrong-customer',
  'wrong-item',
  'wrong-amount',
  'other',
  'asked-otherwise',
  'too-early',
] as const;
export type UndoCause = (typeof UNDO_CAUSES)[number];
