import type { CustomerId, SessionId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { listMemberships } from '../queries/list-memberships.server.ts';

/** Turns a session to another customer of the same person. Refuses one they do not act for, as if it did not exist. */
export async function switchCustomer(
  tx: Tx,
  _actor: Actor,
  { userId, sessionId, customerId }: { userId: UserId; sessionId: SessionId; customerId: CustomerId },
  _moment: Moment,
): Promise<Result<{ customerName: string }, { code: 'no-such-customer' }>> {
  const memberships = await listMemberships(tx, userId);
  const membership = memberships.find((one) => one.customerId === customerId);
  if (!membership) return refuse({ code: 'no-such-customer' });
  await tx
    .updateTable('sessions')
    .set({ customer_id: customerId })
    .where('public_id', '=', sessionId)
    .where('user_id', '=', userId)
    .execute();
  return ok({ customerName: membership.customerName });
}
