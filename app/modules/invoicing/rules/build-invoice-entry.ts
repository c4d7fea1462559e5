import { allocate, type Currency, divideHalfUp } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryInput, LineInput } from '#app/modules/ledger/types.ts';
import type { PricedInvoice } from '../types.ts';

export const OUTPUT_TAX = '2200';
export const RECEIVABLES = '1100';
export const DEFERRED = '2400';

type EntryOf = {
  kind: 'invoice' | 'debit_note';
  entryId: string;
  invoiceId: string;
  itemId: string;
  customerId: string;
  currency: Currency;
  effectiveOn: PlainDate;
  dueOn: PlainDate;
  memo: string;
  priced: PricedInvoice;
  /** Gross amount in base currency, rounded once; the other lines share it so that base balances too. */
  grossBaseMinor: bigint;
};

/**
 * Debit receivables with the gross amount; credit revenue per ledger account, or 2400 for lines that are not earned yet, and
 * output tax (DESIGN 5, invoice issued).
 */
export function buildInvoiceEntry(of: EntryOf): EntryInput {
  const credits = new Map<string, bigint>();
  for (const line of of.priced.lines) {
    const account = line.deferFromOn ? DEFERRED : line.accountCode;
    credits.set(account, (credits.get(account) ?? 0n) + line.netMinor);
  }
  if (of.priced.taxMinor !== 0n) credits.set(OUTPUT_TAX, (credits.get(OUTPUT_TAX) ?? 0n) + of.priced.taxMinor);
  const entries = [...credits].filter(([, minor]) => minor !== 0n);
  const bases = spreadBase(
    of.grossBaseMinor,
    of.priced.grossMinor,
    entries.map(([, minor]) => minor),
  );
  const receivable: LineInput = {
    account: RECEIVABLES,
    currency: of.currency,
    amountMinor: of.priced.grossMinor,
    baseMinor: of.grossBaseMinor,
    receivable: { customerId: of.customerId, itemId: of.itemId, dueOn: of.dueOn },
  };
  return {
    id: of.entryId,
    kind: of.kind,
    sourceId: of.invoiceId,
    effectiveOn: of.effectiveOn,
    memo: of.memo,
    lines: [
      receivable,
      ...entries.map(([account, minor], index) => ({
        account,
        currency: of.currency,
        amountMinor: -minor,
        baseMinor: -bases[index]!,
      })),
    ],
  };
}

/** Shares the gross base amount over parts that sum to the gross; negative parts (a discount line) keep their sign. */
function spreadBase(grossBase: bigint, gross: bigint, parts: readonly bigint[]): bigint[] {
  if (grossBase === gross) return [...parts];
  if (parts.every((part) => part >= 0n)) return allocate(grossBase, parts);
  const bases = parts.map((part) => (part === 0n || gross === 0n ? 0n : divideHalfUp(part * grossBase, gross)));
  const largest = parts.reduce((best, part, index) => (part > parts[best]! ? index : best), 0);
  bases[largest]! += grossBase - bases.reduce((total, base) => total + base, 0n);
  return bases;
}
