import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { noteStep } from './note-step.server.ts';

export type PrintBatchInput = {
  readonly channel: 'post' | 'hand';
  /** In the order of their round. */
  readonly deliveryIds: readonly string[];
  readonly pages: number;
  readonly file: { readonly sha256: string; readonly sizeBytes: number };
};

/** `moved`: one of the documents was printed, taken back or handed over meanwhile; look at the list again. */
export type PrintRefusal = { readonly code: 'moved' };

/**
 * Notes a file that was made for the printer and that each of its documents is printed with it. A document that was printed
 * before is a reprint. Locks the sendings by id; refuses one that is not to be printed any more.
 */
export async function recordPrintBatch(
  tx: Tx,
  actor: Actor,
  input: PrintBatchInput,
  moment: Moment,
): Promise<Result<{ batchId: string; reprints: number }, PrintRefusal>> {
  const ids = [...input.deliveryIds];
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'customer_id', 'state'])
    .where('id', 'in', ids)
    .where('channel', '=', input.channel)
    .where('state', 'in', ['waiting', 'printed'])
    .orderBy('id')
    .forUpdate()
    .execute();
  if (rows.length !== ids.length) return refuse({ code: 'moved' });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const batchId = newId<never>() as string;
  await tx
    .insertInto('print_batches')
    .values({
      ...{ id: batchId, channel: input.channel, documents_count: ids.length, pages_count: input.pages },
      ...{ sha256: input.file.sha256, size_bytes: BigInt(input.file.sizeBytes) },
      ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  await tx
    .insertInto('print_batch_items')
    .values(
      ids.map((id, at) => ({
        ...{ batch_id: batchId, position: at + 1, delivery_id: id, customer_id: byId.get(id)!.customer_id },
        is_reprint: byId.get(id)!.state === 'printed',
      })),
    )
    .execute();
  for (const id of ids) {
    const { customer_id: customerId, state } = byId.get(id)!;
    const kind = state === 'printed' ? 'reprinted' : 'printed';
    await noteStep(tx, actor, { deliveryId: id, customerId, kind }, moment);
  }
  return ok({ batchId, reprints: rows.filter((row) => row.state === 'printed').length });
}
