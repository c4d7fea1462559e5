import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ReductionKind } from '../types.ts';

/** A difference that was named. Minor units. */
export type NamedReduction = {
  readonly id: string;
  readonly kind: ReductionKind;
  readonly itemId: string;
  /** The document it settled; the payment's number where money left over was cleared. */
  readonly number: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  readonly code: string | null;
  readonly label: string | null;
  readonly effectiveOn: PlainDate;
  /** The day it was taken back, because its payment came back; null where it stands. */
  readonly takenBackOn: PlainDate | null;
};

/** The named differences of an item, or of all that one payment settled; in the order they were named. */
export async function listReductions(
  db: ReadDb,
  of: { readonly itemId: string } | { readonly paymentId: string },
): Promise<NamedReduction[]> {
  const rows = await db
    .selectFrom('reductions as r')
    .innerJoin('open_items as i', 'i.id', 'r.item_id')
    .leftJoin('deduction_codes as d', 'd.code', 'r.code')
    .leftJoin('reduction_reversals as b', 'b.reduction_id', 'r.id')
    .select(['r.id', 'r.kind', 'r.item_id', 'r.currency', 'r.amount_minor', 'r.tax_minor', 'r.code', 'd.label'])
    .select(['r.effective_on', 'b.effective_on as taken_back_on'])
    .select(sql<string>`item_number(i.kind, i.source_id)`.as('number'))
    .where('itemId' in of ? 'r.item_id' : 'r.payment_id', '=', 'itemId' in of ? of.itemId : of.paymentId)
    .orderBy('r.recorded_at')
    .orderBy('r.id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as ReductionKind, itemId: row.item_id, number: row.number },
    ...{ currency: currency(row.currency), amountMinor: row.amount_minor, taxMinor: row.tax_minor },
    ...{ code: row.code, label: row.label, effectiveOn: row.effective_on as PlainDate },
    takenBackOn: row.taken_back_on as PlainDate | null,
  }));
}

/** The item a named difference settled, by its kind and source; undefined where there is none. */
export const reducedItem = (db: ReadDb, reductionId: string): Promise<{ kind: string; sourceId: string } | undefined> =>
  db
    .selectFrom('reductions as r')
    .innerJoin('open_items as i', 'i.id', 'r.item_id')
    .select(['i.kind', 'i.source_id as sourceId'])
    .where('r.id', '=', reductionId)
    .executeTakeFirst();
