import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Locks sendings by id and answers those that still wait: of two gatherings at once the second finds none. */
export async function lockWaiting(tx: Tx, deliveryIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('deliveries as d')
    .select('d.id')
    .where('d.id', 'in', [...deliveryIds])
    .where('d.state', '=', 'waiting')
    .orderBy('d.id')
    .forUpdate()
    .execute();
  // Read again under the locks: another gathering may have put them into a mail while this one waited.
  const mailed = await tx
    .selectFrom('delivery_messages')
    .select('delivery_id')
    .where('delivery_id', 'in', [...deliveryIds])
    .execute();
  const taken = new Set(mailed.map((row) => row.delivery_id));
  return new Set(rows.map((row) => row.id).filter((id) => !taken.has(id)));
}
