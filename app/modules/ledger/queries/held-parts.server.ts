import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { HoldKind } from '../types.ts';

/** Why (part of) each of a customer's items is on hold now, by item; the most telling reason first. */
export async function heldParts(
  db: ReadDb,
  { customerId }: { readonly customerId: string },
): Promise<ReadonlyMap<string, readonly HoldKind[]>> {
  const rows = await db
    .selectFrom('holds as h')
    .innerJoin('open_items as i', 'i.id', 'h.item_id')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .select(['h.item_id', 'h.kind'])
    .where('h.customer_id', '=', customerId)
    .where('i.residual_minor', '>', 0n)
    .where('r.hold_id', 'is', null)
    .orderBy('h.item_id')
    .orderBy('h.kind')
    .execute();
  const kinds = new Map<string, HoldKind[]>();
  for (const row of rows) {
    const known = kinds.get(row.item_id) ?? [];
    const kind = row.kind as HoldKind;
    if (!known.includes(kind)) kinds.set(row.item_id, [...known, kind]);
  }
  return kinds;
}
