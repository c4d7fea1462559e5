import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Unbilled, unbilled } from './unbilled.server.ts';

export type UnbilledPeriod = Pick<
  Unbilled,
  'customerId' | 'customerNumber' | 'customerName' | 'productCode' | 'productName' | 'unitCode' | 'currency'
> & {
  readonly key: string;
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
  readonly records: number;
  readonly quantity: Decimal;
  /** Null where something of it has no price. */
  readonly valueMinor: bigint | null;
};
export type UnbilledTotal = { readonly currency: Currency; readonly valueMinor: bigint; readonly unpriced: number };

/** Revenue that was earned by a day and is on no document of that day, by customer, product, currency and period. */
export async function unbilledByPeriod(
  db: ReadDb,
  asOf: PlainDate,
): Promise<{ rows: UnbilledPeriod[]; totals: UnbilledTotal[] }> {
  const all = await unbilled(db, { asOf });
  const groups = Map.groupBy(all, ({ customerNumber, productCode, unitCode, currency, period }) =>
    [customerNumber, productCode, unitCode, currency, period?.fromOn ?? '', period?.toOn ?? ''].join('~'),
  );
  const rows = [...groups].map(([key, group]) => periodOf(key, group)).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { rows, totals: totalsOf(all) };
}

function periodOf(key: string, group: Unbilled[]): UnbilledPeriod {
  const first = group[0] as Unbilled;
  return {
    key,
    customerId: first.customerId,
    customerNumber: first.customerNumber,
    customerName: first.customerName,
    productCode: first.productCode,
    productName: first.productName,
    unitCode: first.unitCode,
    currency: first.currency,
    fromOn: first.period?.fromOn ?? null,
    toOn: first.period?.toOn ?? null,
    records: group.length,
    quantity: fromMicros(group.reduce((sum, { quantity }) => sum + toMicros(quantity), 0n)),
    valueMinor: group.some(({ valueMinor }) => valueMinor === null)
      ? null
      : group.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0n), 0n),
  };
}

/** What unbilled usage comes to per currency; `unpriced` records have no price and are not in it. */
export function totalsOf(all: readonly Unbilled[]): UnbilledTotal[] {
  const byCurrency = Map.groupBy(all, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, group]) => ({
      currency,
      valueMinor: group.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0n), 0n),
      unpriced: group.filter(({ valueMinor }) => valueMinor === null).length,
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
