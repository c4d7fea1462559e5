import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type AssignRefusal =
  | { readonly code: 'no-such-customer'; readonly number: string }
  | { readonly code: 'not-a-partner' }
  | { readonly code: 'assigned-already' };

/** Lets a partner's user see one customer, named by its number, from the next request on. Refuses anybody but partners. */
export async function assignPartner(
  tx: Tx,
  actor: Actor,
  { userId, customerNumber }: { userId: string; customerNumber: string },
  { now }: Moment,
): Promise<Result<{ customerName: string }, AssignRefusal>> {
  const user = await tx.selectFrom('users').select(['id', 'role']).where('id', '=', userId).executeTakeFirst();
  if (user?.role !== 'partner') return refuse({ code: 'not-a-partner' });
  const customer = await tx
    .selectFrom('customers')
    .select(['id', 'name'])
    .where((eb) => eb(eb.fn('upper', ['number']), '=', customerNumber.trim().toUpperCase()))
    .executeTakeFirst();
  if (!customer) return refuse({ code: 'no-such-customer', number: customerNumber.trim() });
  const row = await tx
    .insertInto('partner_assignments')
    .values({ user_id: userId, customer_id: customer.id, assigned_by: actor.id, assigned_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'customer_id']).where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return refuse({ code: 'assigned-already' });
  await writeAudit(tx, actor, {
    ...{ action: 'partner.assigned', subjectKind: 'user', subjectId: userId, customerId: customer.id },
    after: { customer: customer.name },
  });
  return ok({ customerName: customer.name });
}

/** Ends an assignment; the partner's next request does not see the customer any more. Twice is no error. */
export async function unassignPartner(
  tx: Tx,
  actor: Actor,
  { assignmentId }: { assignmentId: string },
  { now }: Moment,
): Promise<Result<undefined, never>> {
  const row = await tx
    .updateTable('partner_assignments')
    .set({ removed_at: now })
    .where('id', '=', assignmentId)
    .where('removed_at', 'is', null)
    .returning(['user_id', 'customer_id'])
    .executeTakeFirst();
  if (row)
    await writeAudit(tx, actor, {
      ...{ action: 'partner.unassigned', subjectKind: 'user', subjectId: row.user_id, customerId: row.customer_id },
    });
  return ok();
}
