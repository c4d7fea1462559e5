import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type EntryKind =
  | 'opening_balance'
  | 'invoice'
  | 'debit_note'
  | 'credit_note'
  | 'payment'
  | 'payment_reversal'
  | 'transfer'
  | 'discount'
  | 'withholding'
  | 'bank_charge'
  | 'small_difference'
  | 'deduction'
  | 'write_off'
  | 'tax_relief'
  | 'recovery'
  | 'refund'
  | 'refund_paid'
  | 'refund_failed'
  | 'refund_cancelled'
  | 'chargeback'
  | 'chargeback_won'
  | 'exchange'
  | 'revaluation'
  | 'revaluation_reversal'
  | 'currency_clearing';

/** One line: debit above zero, credit below, in minor units of the line's currency and of base. */
export type LineInput = {
  readonly account: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  /** Receivables lines only: whose account, which open item it makes, and when that is due. */
  readonly receivable?: { readonly customerId: string; readonly itemId: string; readonly dueOn: PlainDate };
};

export type EntryInput = {
  readonly id: string;
  readonly kind: EntryKind;
  /** The invoice, payment … that the entry belongs to. */
  readonly sourceId: string;
  readonly effectiveOn: PlainDate;
  readonly valueOn?: PlainDate;
  readonly memo: string;
  readonly lines: readonly LineInput[];
};

export type HoldKind = 'disputed' | 'in_plan' | 'in_flight' | 'legal';

export type OpenItem = {
  readonly id: string;
  readonly side: 'debit' | 'credit';
  readonly kind: EntryKind;
  readonly sourceId: string;
  /** The document's or payment's number. */
  readonly number: string;
  readonly title: string;
  readonly poNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly residualMinor: bigint;
  /** Part of the residual under standing holds; never above the residual. */
  readonly heldMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly dueOn: PlainDate;
};

export type ApplicationRefusal =
  | { readonly code: 'over-application' }
  | { readonly code: 'does-not-fit' }
  | { readonly code: 'already-reversed' };

/** One customer and currency of an aged report, minor units. `total` is debits less credits. */
export type AgeingRow = {
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly notDueMinor: bigint;
  readonly d1to30Minor: bigint;
  readonly d31to60Minor: bigint;
  readonly d61to90Minor: bigint;
  readonly over90Minor: bigint;
  readonly creditsMinor: bigint;
  readonly totalMinor: bigint;
};
