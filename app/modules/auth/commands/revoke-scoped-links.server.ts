import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Withdraws every live link of a customer that was sent to one address: the contact was removed or the address was wrong. */
export async function revokeScopedLinks(
  tx: Tx,
  actor: Actor,
  { customerId, sentTo }: { customerId: CustomerId; sentTo: string },
  { now }: Moment,
): Promise<Result<{ revoked: number }, never>> {
  const revoked = await tx
    .updateTable('scoped_links')
    .set({ revoked_at: now })
    .where('customer_id', '=', customerId)
    .where('sent_to', '=', sentTo)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  await writeAudit(
    tx,
    actor,
    revoked.map(({ id }) => ({ action: 'link.revoked', subjectKind: 'scoped_link', subjectId: id, customerId })),
  );
  return ok({ revoked: revoked.length });
}
