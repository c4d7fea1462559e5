import type { BillingPeriod } from '#app/kernel/billing-periods.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import type { LineExplanation } from '../types.ts';

/** Usage of a line on one day: all that is known of it, billed or not, and the records no run has billed. */
export type UsageDay = {
  readonly on: PlainDate;
  readonly quantity: Decimal;
  readonly unbilled: readonly {
    readonly id: string;
    readonly quantity: Decimal;
    readonly estimate: string | null;
    readonly unproven?: string | null;
  }[];
};

/** What a billing period was billed so far, all its parts together. */
export type BilledPeriod = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly parts: number;
  readonly amountMinor: bigint;
  /**
   * Set where terms that hold in the period changed after it was billed: what credit notes gave back of it, and how it was
   * taxed and booked when it was billed (null: it was billed at nothing).
   */
  readonly changed?: {
    readonly creditedMinor: bigint;
    readonly taxCode: string | null;
    readonly accountCode: string | null;
  } | null;
};

/**
 * What is known of a line besides its terms. Every period up to `throughOn` was billed; `billed` holds what may matter.
 * `usageOnly`: only periods with unbilled usage are wanted.
 */
export type LineFacts = {
  readonly usageOnly?: boolean;
  readonly days: readonly UsageDay[];
  readonly throughOn: PlainDate | null;
  readonly billed: readonly BilledPeriod[];
};

/** A line of a draft before it has a number. */
export type ComposedLine = {
  readonly line: BillableLine;
  readonly period: BillingPeriod;
  readonly partNo: number;
  /** A further part of a period that was billed before. */
  readonly isLate: boolean;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly taxRateBp: number;
  readonly explanation: LineExplanation;
  readonly usageIds: readonly string[];
  readonly estimates: readonly string[];
  readonly unproven: readonly string[];
  readonly unpriced: { readonly fromOn: PlainDate; readonly toOn: PlainDate } | null;
  /** The one figure the contract asks for a unit, where it is one. */
  readonly contractPrice: Decimal | null;
};

export type ComposedTax = {
  readonly taxCode: string;
  readonly rateBp: number;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};

export type ComposedDraft = {
  readonly customerId: string;
  readonly contractId: string | null;
  readonly groupKey: string;
  readonly currency: Currency;
  readonly terms: Terms;
  readonly dueOn: PlainDate;
  readonly serviceFromOn: PlainDate;
  readonly serviceToOn: PlainDate;
  readonly poNumber: string;
  readonly title: string;
  readonly lines: readonly ComposedLine[];
  readonly taxes: readonly ComposedTax[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
};
