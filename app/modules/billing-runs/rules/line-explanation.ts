import { type Decimal, decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PeriodShare, PriceStep } from '#app/kernel/pricing/price-scheme.ts';

/** The price some days were billed by: which version of which contract or list. */
export type PriceCited = {
  readonly source: 'contract' | 'list';
  readonly sourceName: string;
  readonly versionNo: number;
  readonly id: string;
};

/** Days of a line with one price, and the steps from quantity to amount. Without a price there are no steps. */
export type ExplainedSegment = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly quantity: Decimal;
  readonly price: PriceCited | null;
  readonly share: PeriodShare | null;
  readonly steps: readonly PriceStep[];
  readonly netMinor: bigint;
};

/** How a line's amount came about: the segments' amounts, less what the same period was billed before, are netMinor. */
export type LineExplanation = {
  readonly quantity: Decimal;
  readonly unit: string;
  readonly segments: readonly ExplainedSegment[];
  readonly billedBeforeMinor: bigint;
  readonly netMinor: bigint;
};

type Json = { readonly [key: string]: unknown };

/** Reads the column `explanation`: amounts stand in it as text, so that none is too large for a number. */
export function readExplanation(stored: unknown): LineExplanation {
  const { quantity, unit, segments, billedBeforeMinor, netMinor } = stored as Json;
  return {
    quantity: decimal(String(quantity)),
    unit: String(unit ?? ''),
    segments: ((segments ?? []) as Json[]).map(readSegment),
    billedBeforeMinor: BigInt(String(billedBeforeMinor ?? '0')),
    netMinor: BigInt(String(netMinor)),
  };
}

function readSegment(stored: Json): ExplainedSegment {
  const share = stored.share as PeriodShare | undefined;
  return {
    fromOn: stored.fromOn as PlainDate,
    toOn: stored.toOn as PlainDate,
    quantity: decimal(String(stored.quantity)),
    price: (stored.price as PriceCited | null | undefined) ?? null,
    share: share && share.days !== share.ofDays ? share : null,
    steps: ((stored.steps ?? []) as (Json & PriceStep)[]).map((step) => ({
      ...step,
      amountMinor: BigInt(String(step.amountMinor)),
    })),
    netMinor: BigInt(String(stored.netMinor)),
  };
}
