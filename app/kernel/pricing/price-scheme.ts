import type { Decimal } from '../decimal.ts';
import type { PlainDate } from '../plain-date.ts';

/**
 * A step of a tiered or volume price: units up to and with `upTo` of one period (null: without an end). `flat` is asked
 * once when the step is reached.
 */
export type PriceTier = { readonly upTo: Decimal | null; readonly unitPrice: Decimal; readonly flat?: Decimal };

/** What may stand beside a price by units: units of a period that are free, and the least a period costs. */
type Allowances = { readonly included?: Decimal; readonly minimum?: Decimal };

/**
 * How a quantity of one period becomes an amount. Amounts are in major units of the currency, exact decimals as text, just as
 * the column `scheme` holds them (`price_scheme_is_whole` in the database says which are whole).
 *
 * `fixed` is for a whole period whatever was used; `tiered` asks each unit at the price of the step it falls into, `volume`
 * all units at the price of the step the quantity ends in; `percentage` is of a quantity that is an amount of money.
 */
export type PriceScheme =
  | { readonly kind: 'fixed'; readonly amount: Decimal }
  | ({ readonly kind: 'per_unit'; readonly unitPrice: Decimal } & Allowances)
  | ({ readonly kind: 'tiered' | 'volume'; readonly tiers: readonly PriceTier[] } & Allowances)
  | { readonly kind: 'percentage'; readonly percent: Decimal; readonly minimum?: Decimal };

/** A price from a day: to its own last day, or without one to the day before the next version of the same source. */
export type PriceVersion = {
  readonly id: string;
  readonly versionNo: number;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly scheme: PriceScheme;
  readonly source: 'contract' | 'list';
  readonly sourceName: string;
};

/** The part of a period that is paid for: 17 of 31 days. */
export type PeriodShare = { readonly days: number; readonly ofDays: number };

/**
 * One rounding of a price, as facts without words; `amountMinor` of all steps sum to the price. `days` of `ofDays` stands
 * where the step was cut to a part of the period; `tierFrom` and `tierTo` are the bounds that held for that part.
 */
export type PriceStep = {
  readonly kind: 'fixed' | 'included' | 'units' | 'tier' | 'volume' | 'flat' | 'percentage' | 'minimum';
  /** The units the step is about; for `percentage` the amount the percentage is of. Not with `fixed`, `flat` and `minimum`. */
  readonly quantity?: Decimal;
  /** Per unit; for `fixed` and `flat` the whole amount, for `minimum` the least a whole period costs. */
  readonly unitPrice?: Decimal;
  readonly tierFrom?: Decimal;
  readonly tierTo?: Decimal | null;
  readonly percent?: Decimal;
  readonly days?: number;
  readonly ofDays?: number;
  readonly amountMinor: bigint;
};
