import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PeopleRefusal, PortalRight } from '../types.ts';
import { rightColumns } from './add-portal-user.server.ts';
import { revokeScopedLinks } from './revoke-scoped-links.server.ts';

type OfPerson = { readonly customerId: CustomerId; readonly userId: UserId };

/**
 * Whether the actor may decide about a customer's people at this moment: a colleague may (the page asked for the
 * permission), of the customer's own people an owner. Held to the end of the transaction: an owner who is being removed
 * decides nothing any more.
 */
export async function decidesAboutPeople(tx: Tx, actor: Actor, customerId: CustomerId): Promise<boolean> {
  if (actor.kind !== 'customer') return actor.kind === 'staff' || actor.kind === 'system';
  const owner = await tx
    .selectFrom('portal_memberships')
    .select('user_id')
    .where('customer_id', '=', customerId)
    .where('user_id', '=', actor.id)
    .where('role', '=', 'owner')
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return owner !== undefined;
}

/** Gives a person of the customer another role, limit or right over the group. It holds from their next click on. */
export async function changeRight(
  tx: Tx,
  actor: Actor,
  { customerId, userId, right }: OfPerson & { readonly right: PortalRight },
  _moment: Moment,
): Promise<Result<undefined, PeopleRefusal>> {
  if (!(await decidesAboutPeople(tx, actor, customerId))) return refuse({ code: 'not-owner' });
  const before = await tx
    .selectFrom('portal_memberships')
    .select(['role', 'limit_minor', 'limit_currency', 'group_role'])
    .where('customer_id', '=', customerId)
    .where('user_id', '=', userId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return refuse({ code: 'no-such-person' });
  const after = rightColumns(right);
  try {
    await tx
      .updateTable('portal_memberships')
      .set(after)
      .where('customer_id', '=', customerId)
      .where('user_id', '=', userId)
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'last_owner') return refuse({ code: 'last-owner' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.changed', subjectKind: 'user', subjectId: userId, customerId },
    ...{ before, after },
  });
  return ok();
}

/**
 * Takes a person's access to one customer away: no next request finds it, the browsers that were looking at it are signed
 * out, and the links mailed to the person for this customer open nothing any more. An owner may remove themselves, the last
 * one nobody.
 */
export async function removePortalUser(
  tx: Tx,
  actor: Actor,
  { customerId, userId }: OfPerson,
  moment: Moment,
): Promise<Result<{ readonly name: string }, PeopleRefusal>> {
  const isSelf = actor.kind === 'customer' && actor.id === userId;
  if (!isSelf && !(await decidesAboutPeople(tx, actor, customerId))) return refuse({ code: 'not-owner' });
  const removed = await remove(tx, { customerId, userId }, moment.now);
  if (!removed.ok) return removed;
  const person = await tx
    .selectFrom('users')
    .select(['name', 'email'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where((eb) =>
      eb.or([
        eb('customer_id', '=', customerId),
        eb('customer_id', 'is', null),
        eb('customer_id', 'in', eb.selectFrom('customers').select('id').where('parent_id', '=', customerId)),
      ]),
    )
    .execute();
  await revokeScopedLinks(tx, actor, { customerId, sentTo: person.email }, moment);
  await writeAudit(tx, actor, { action: 'portal_user.removed', subjectKind: 'user', subjectId: userId, customerId });
  return ok({ name: person.name || person.email });
}

async function remove(tx: Tx, { customerId, userId }: OfPerson, now: Date): Promise<Result<undefined, PeopleRefusal>> {
  try {
    const removed = await tx
      .updateTable('portal_memberships')
      .set({ removed_at: now })
      .where('user_id', '=', userId)
      .where('customer_id', '=', customerId)
      .where('removed_at', 'is', null)
      .returning('user_id')
      .executeTakeFirst();
    return removed ? ok() : refuse({ code: 'no-such-person' });
  } catch (error) {
    if (constraintOf(error) === 'last_owner') return refuse({ code: 'last-owner' });
    throw error;
  }
}
