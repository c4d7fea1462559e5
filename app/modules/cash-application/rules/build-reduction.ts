import { basePart } from '#app/kernel/exchange.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryInput, LineInput } from '#app/modules/ledger/types.ts';
import type { ReductionKind } from '../types.ts';
import type { TaxShare } from './discount-tax.ts';

type Parts = {
  readonly id: string;
  readonly entryId: string;
  readonly madeItemId: string;
  readonly caseItemId: string | null;
  readonly kind: ReductionKind;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly taxes: readonly TaxShare[];
  readonly item: {
    readonly side: 'debit' | 'credit';
    readonly customerId: string;
    readonly currency: Currency;
    readonly dueOn: PlainDate;
  };
};

const ACCOUNT: Readonly<Record<Exclude<ReductionKind, 'deduction'>, string>> = {
  discount: '4900',
  withholding: '1150',
  bank_charge: '6205',
  small_difference: '6210',
};

/**
 * The entry of a reduction (DESIGN 5): the named account, and output tax for a discount, against receivables; the other
 * way round where a customer paid a little too much. A deduction is a pair inside receivables. Minor units.
 */
export function buildReduction(parts: Parts): EntryInput {
  const { item, amountMinor, baseMinor, effectiveOn } = parts;
  const sign = item.side === 'debit' ? 1n : -1n;
  const receivable = (itemId: string, dueOn: PlainDate) => ({ customerId: item.customerId, itemId, dueOn });
  const made: LineInput = {
    account: '1100',
    currency: item.currency,
    amountMinor: -sign * amountMinor,
    baseMinor: -sign * baseMinor,
    receivable: receivable(parts.madeItemId, effectiveOn),
  };
  const against: LineInput[] =
    parts.kind === 'deduction'
      ? [{ ...made, amountMinor, baseMinor, receivable: receivable(parts.caseItemId!, effectiveOn) }]
      : namedLines({ ...parts, kind: parts.kind }, sign);
  return {
    id: parts.entryId,
    kind: parts.kind,
    sourceId: parts.id,
    effectiveOn,
    memo: '',
    lines: [...against, made],
  };
}

/** The tax takes its part of the base amount; the named account takes the rest, so that the entry balances in base. */
function namedLines(
  { kind, item, amountMinor, baseMinor, taxes }: Parts & { kind: Exclude<ReductionKind, 'deduction'> },
  sign: 1n | -1n,
): LineInput[] {
  const taxMinor = taxes.reduce((total, tax) => total + tax.taxMinor, 0n);
  const taxBase = basePart(baseMinor, taxMinor, amountMinor);
  const line = (account: string, minor: bigint, base: bigint): LineInput => ({
    account,
    currency: item.currency,
    amountMinor: sign * minor,
    baseMinor: sign * base,
  });
  const named = line(ACCOUNT[kind], amountMinor - taxMinor, baseMinor - taxBase);
  return taxMinor === 0n ? [named] : [named, line('2200', taxMinor, taxBase)];
}
