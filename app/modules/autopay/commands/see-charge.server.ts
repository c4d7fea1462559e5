import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A colleague has looked after a collection that went wrong: it leaves the list. Answers whether it was on it. */
export async function seeAutopayCharge(
  tx: Tx,
  actor: Actor,
  chargeId: string,
  { now }: Pick<Moment, 'now'>,
): Promise<boolean> {
  const seen = await tx
    .updateTable('autopay_charges')
    .set({ seen_at: now, seen_by_name: actor.name })
    .where('id', '=', chargeId)
    .where('seen_at', 'is', null)
    .returning('customer_id')
    .executeTakeFirst();
  if (!seen) return false;
  await writeAudit(tx, actor, {
    ...{ action: 'autopay.seen', subjectKind: 'autopay_charge', subjectId: chargeId, customerId: seen.customer_id },
  });
  return true;
}
