import type { Decimal } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PricedLine, PricedTax } from '../types.ts';

/** A line of a document that is being credited, with what was credited of it before. */
export type CorrectedLine = PricedLine & {
  readonly lineNo: number;
  readonly creditedMinor: bigint;
  readonly creditedQuantity: Decimal;
  /** Of a line billed in advance: what was deferred, in base too, and what of it is not earned or credited yet. */
  readonly deferral?: LineDeferral;
};
export type LineDeferral = { readonly amountMinor: bigint; readonly baseMinor: bigint; readonly leftMinor: bigint };
export type CorrectedTax = PricedTax & {
  readonly creditedTaxableMinor: bigint;
  readonly creditedTaxMinor: bigint;
};
/**
 * One account the document and the releases of its deferred lines were posted to, other than receivables; income and tax
 * stand above zero, like credits of them.
 */
export type CorrectedAccount = {
  readonly account: string;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly creditedMinor: bigint;
  readonly creditedBaseMinor: bigint;
};
/** A document and what was credited of it before: all that the amounts of the next credit depend on. */
export type Corrected = {
  readonly currency: Currency;
  readonly grossMinor: bigint;
  readonly creditedGrossMinor: bigint;
  readonly grossBaseMinor: bigint;
  readonly creditedBaseMinor: bigint;
  readonly lines: readonly CorrectedLine[];
  readonly taxes: readonly CorrectedTax[];
  readonly accounts: readonly CorrectedAccount[];
};
