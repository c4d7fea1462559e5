import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PayLimit, PortalRight, PortalRole } from '../types.ts';

export type PortalUserInput = {
  customerId: CustomerId;
  email: string;
  name: string;
  role: PortalRole;
  limit?: PayLimit | null;
  groupRole?: PortalRight['groupRole'];
};

/**
 * Lets a person sign in for a customer, or changes what they may do there. A person known from another customer keeps
 * one account. Refuses an address of the staff: it would be a weaker way in.
 */
export async function addPortalUser(
  tx: Tx,
  actor: Actor,
  { customerId, email, name, role, limit = null, groupRole = null }: PortalUserInput,
  { now }: Moment,
): Promise<Result<{ userId: UserId }, { code: 'staff-address' | 'last-owner' }>> {
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
  const right = rightColumns({ role, limit, groupRole });
  try {
    await tx
      .insertInto('portal_memberships')
      .values({ user_id: userId, customer_id: customerId, ...right, created_at: now })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'customer_id']).doUpdateSet({ ...right, removed_at: null }),
      )
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'last_owner') return refuse({ code: 'last-owner' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.added', subjectKind: 'user', subjectId: userId, customerId },
    after: { email: address, name, role, limit, groupRole },
  });
  return ok({ userId });
}

/** A right as its columns. Only payers and approvers have a limit. */
export const rightColumns = ({ role, limit, groupRole }: PortalRight) => {
  const held = role === 'payer' || role === 'approver' ? limit : null;
  return {
    ...{ role, limit_minor: held?.minor ?? null, limit_currency: held?.currency ?? null },
    group_role: groupRole,
  };
};
