import type { Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceVersion } from '#app/kernel/pricing/price-scheme.ts';

export type ProductId = Id<'product'>;
export type PriceListId = Id<'price-list'>;
export type ListPriceId = Id<'list-price'>;
export type PriceImportId = Id<'price-import'>;

/** A unit of measure; `decimals` is how many a quantity is asked and shown with. */
export type Unit = { readonly code: string; readonly name: string; readonly decimals: number };

/** What a line of an invoice begins with. `validToOn` null: still sold. */
export type ProductFacts = {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly unitCode: string;
  readonly taxCode: string;
  readonly accountCode: string;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
};
export type Product = ProductFacts & { readonly id: ProductId };

export type PriceListFacts = {
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
  readonly note: string;
  /** The list for customers without prices of their own; one per currency. */
  readonly standard: boolean;
};
export type PriceList = PriceListFacts & { readonly id: PriceListId };

/** A version of a list's price with who made it; a withdrawn one holds on no day. */
export type ListPrice = Omit<PriceVersion, 'id'> & {
  readonly id: ListPriceId;
  /** The last day it holds: its own, or the day before the next. Null: without an end. */
  readonly holdsToOn: PlainDate | null;
  readonly createdAt: Date;
  readonly createdByName: string;
  readonly importId: PriceImportId | null;
  readonly withdrawn: { readonly reason: string; readonly byName: string; readonly at: Date } | null;
};

/** Days on which a version holds, by its number; null is the one that was to be added. */
export type VersionSpan = {
  readonly versionNo: number | null;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
};

export type ProductRefusal =
  | { readonly code: 'code-taken'; readonly productCode: string }
  | { readonly code: 'unknown-product' }
  | { readonly code: 'unknown-unit' }
  | { readonly code: 'unit-in-use' }
  | { readonly code: 'unknown-tax' }
  | { readonly code: 'not-an-income-account' }
  | { readonly code: 'ends-before-it-begins'; readonly validFromOn: PlainDate };

export type PriceListRefusal =
  | { readonly code: 'code-taken'; readonly listCode: string }
  | { readonly code: 'unknown-list' }
  | { readonly code: 'standard-taken'; readonly currency: Currency; readonly listName: string };

/** `earlier` and `later` are the two that would both hold on a day, one of them the new one (`versionNo` null). */
export type PriceRefusal =
  | { readonly code: 'unknown-list' }
  | { readonly code: 'unknown-product' }
  | { readonly code: 'versions-overlap'; readonly earlier: VersionSpan; readonly later: VersionSpan }
  | { readonly code: 'not-sold-then'; readonly validFromOn: PlainDate; readonly validToOn: PlainDate | null };

export type WithdrawalRefusal =
  | { readonly code: 'unknown-price' }
  | { readonly code: 'already-withdrawn' }
  | { readonly code: 'price-was-billed' };
