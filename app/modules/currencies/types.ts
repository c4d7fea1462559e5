import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';

/** Units of base currency for one unit of `currency`, as decimal text with up to ten decimals, from `rateOn`. */
export type Rate = { readonly currency: Currency; readonly rateOn: PlainDate; readonly rate: string };

/** One currency as of a day: minor units of the currency, of base as carried, of base at the day's rate. */
export type Revaluation = {
  readonly asOfOn: PlainDate;
  readonly currency: Currency;
  readonly rate: string;
  readonly rateOn: PlainDate;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly revaluedMinor: bigint;
  /** Revalued less carried: a loss is below zero. */
  readonly differenceMinor: bigint;
};

export type RevaluationRefusal =
  | { readonly code: 'no-exchange-rate'; readonly currency: Currency; readonly on: PlainDate }
  | { readonly code: 'rate-is-old'; readonly currency: Currency; readonly on: PlainDate; readonly rateOn: PlainDate }
  | { readonly code: 'already-revalued'; readonly currency: Currency; readonly on: PlainDate }
  | { readonly code: 'in-the-future' }
  | PeriodClosed;

export type ConversionRefusal =
  | { readonly code: 'unknown-item' }
  | { readonly code: 'not-a-credit' }
  | { readonly code: 'same-currency' }
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'over-residual'; readonly residualMinor: bigint }
  | { readonly code: 'before-item'; readonly earliestOn: PlainDate }
  /** Enough is left now, but not on that day: later something was undone. */
  | { readonly code: 'over-application' }
  | PeriodClosed;
