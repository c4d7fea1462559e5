import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Which of the processor's refunds are ours, by the processor's id: the refund each of them is booked as. */
export async function refundsByProcessorRef(db: ReadDb, refs: readonly string[]): Promise<Map<string, string>> {
  if (refs.length === 0) return new Map();
  const rows = await db
    .selectFrom('refund_events')
    .select(['processor_ref', 'refund_id'])
    .where('processor_ref', 'in', [...refs])
    .execute();
  return new Map(rows.map((row) => [row.processor_ref!, row.refund_id]));
}
