import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';

export type OwedRow = OpenItem & {
  /** What may be paid now: left less what is on hold or already on its way. */
  readonly payableMinor: bigint;
  readonly inFlightMinor: bigint;
  readonly disputedMinor: bigint;
};

/** What one customer owes in one currency. Minor units. */
export type Owed = {
  readonly currency: Currency;
  readonly dueMinor: bigint;
  /** Part of what is due that may be paid now. */
  readonly payableMinor: bigint;
  /** Part of what is due that is looked into because the customer asked. */
  readonly disputedMinor: bigint;
  readonly laterMinor: bigint;
  readonly creditMinor: bigint;
  /** Everything due by today, oldest first. */
  readonly due: readonly OwedRow[];
  /** What falls due next, soonest first. */
  readonly comingUp: readonly OwedRow[];
};

/** The same with only the first rows of what is due, and how many there are in all. */
export type OwedShown = Owed & { readonly dueCount: number };

const total = (rows: readonly { residualMinor: bigint }[]): bigint =>
  rows.reduce((sum, row) => sum + row.residualMinor, 0n);

type Known = {
  readonly listed: readonly Pick<InvoiceListRow, 'id' | 'inFlightMinor' | 'disputedMinor'>[];
  /** Items whose payment is with the bank or of unknown fate. */
  readonly onTheirWay: ReadonlySet<string>;
};

/** Sorts open items (as `openItemsOf` gives them: oldest due first) into what a customer wants to know, per currency. */
export function owedPerCurrency(items: readonly OpenItem[], { listed, onTheirWay }: Known, today: PlainDate): Owed[] {
  const holds = new Map(listed.map((row) => [row.id, row]));
  const byCurrency = Map.groupBy(items, (item) => item.currency);
  return [...byCurrency].map(([currency, all]) => {
    const debits = all
      .filter((item) => item.side === 'debit')
      .map((item) => owedRow(item, holds.get(item.sourceId), onTheirWay.has(item.id)));
    const due = debits.filter((item) => item.dueOn <= today);
    const comingUp = debits.filter((item) => item.dueOn > today);
    return {
      currency,
      dueMinor: total(due),
      payableMinor: due.reduce((sum, row) => sum + row.payableMinor, 0n),
      disputedMinor: due.reduce((sum, row) => sum + row.disputedMinor, 0n),
      laterMinor: total(comingUp),
      creditMinor: total(all.filter((item) => item.side === 'credit')),
      due,
      comingUp,
    };
  });
}

const owedRow = (
  item: OpenItem,
  held: Pick<InvoiceListRow, 'inFlightMinor' | 'disputedMinor'> | undefined,
  isOnItsWay: boolean,
): OwedRow => ({
  ...item,
  payableMinor: isOnItsWay ? 0n : item.residualMinor - item.heldMinor,
  inFlightMinor: isOnItsWay ? item.residualMinor : (held?.inFlightMinor ?? 0n),
  disputedMinor: held?.disputedMinor ?? 0n,
});

/** The sentence under what is owed: what of it need not be paid now, or what credit does. */
export function noteOf(
  { dueMinor, payableMinor, creditMinor }: Pick<Owed, 'dueMinor' | 'payableMinor' | 'creditMinor'>,
  amount: (minor: bigint) => string,
  mayPay: boolean,
): string | undefined {
  const held = dueMinor - payableMinor;
  if (held > 0n) return `${amount(held)} of it is on hold or already on its way, and need not be paid now.`;
  if (creditMinor > 0n && dueMinor > 0n)
    return `Your ${amount(creditMinor)} credit is not taken off yet: it is offered first ${mayPay ? 'when you pay' : 'to whoever pays'}.`;
  return dueMinor > 0n && mayPay ? 'You can check everything before you pay.' : undefined;
}
