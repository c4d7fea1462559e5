import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PortalRole } from '../types.ts';

export type PortalUserInput = { customerId: CustomerId; email: string; name: string; role: PortalRole };

/**
 * Lets a person sign in for a customer, or changes what they may do there. A person known from another customer keeps
 * one account. Refuses an address of the staff: it would be a weaker way in.
 */
export async function addPortalUser(
  tx: Tx,
  actor: Actor,
  { customerId, email, name, role }: PortalUserInput,
  { now }: Moment,
): Promise<Result<{ userId: UserId }, { code: 'staff-address' }>> {
  const address = email.toLowerCase();
  const user = await tx
    .insertInto('users')
    .values({ kind: 'portal', email: address, name, created_at: now })
    // Writes nothing new; an update that touches the row is what makes `returning` answer for a known person.
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ email: address }))
    .returning(['id', 'kind'])
    .executeTakeFirstOrThrow();
  if (user.kind !== 'portal') return refuse({ code: 'staff-address' });
  const userId = user.id as UserId;
  await tx
    .insertInto('portal_memberships')
    .values({ user_id: userId, customer_id: customerId, role, created_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'customer_id']).doUpdateSet({ role, removed_at: null }))
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.added', subjectKind: 'user', subjectId: userId, customerId },
    after: { email: address, name, role },
  });
  return ok({ userId });
}

/** Takes a person's access to one customer away, at once: memberships are read with each request. */
export async function removePortalUser(
  tx: Tx,
  actor: Actor,
  { customerId, userId }: { customerId: CustomerId; userId: UserId },
  { now }: Moment,
): Promise<Result<undefined, { code: 'no-such-user' }>> {
  const removed = await tx
    .updateTable('portal_memberships')
    .set({ removed_at: now })
    .where('user_id', '=', userId)
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  if (!removed) return refuse({ code: 'no-such-user' });
  await writeAudit(tx, actor, { action: 'portal_user.removed', subjectKind: 'user', subjectId: userId, customerId });
  return ok();
}
