import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** A deferred line of a document as it stands now. Minor units, below zero for a discount. */
export type Deferral = {
  readonly invoiceId: string;
  readonly lineNo: number;
  readonly number: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly accountCode: string;
  /** Nothing is earned in the books before the day of the document. */
  readonly documentOn: PlainDate;
  readonly toOn: PlainDate;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly leftMinor: bigint;
  /** What is spread evenly from `planFromOn` to `toOn`, releases of those months included. */
  readonly planFromOn: PlainDate;
  readonly planMinor: bigint;
  /** The first month that may still be released. */
  readonly nextMonthOn: PlainDate;
};

/** One month of one line to be released. */
export type Release = {
  readonly deferral: Deferral;
  readonly monthOn: PlainDate;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  /** The end of the month, or the day of the document where that is later; closed months are not considered here. */
  readonly earnedOn: PlainDate;
};
