import type { UserId } from '#app/kernel/ids.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { mayGiveRole, type StaffRole } from '../types.ts';
import { type AddUserRefusal, addStaffUser, type StaffUserInput } from './add-staff-user.server.ts';
import { disableUser } from './disable-user.server.ts';

export type InviteRefusal = AddUserRefusal | { readonly code: 'role-beyond-yours' };

/**
 * Adds a colleague with a first password; their own app for the second factor is set up at the first sign-in. Refuses a
 * role that may more than the one who gives it.
 */
export async function inviteColleague(
  tx: Tx,
  actor: Actor,
  { giver, ...input }: Omit<StaffUserInput, 'totpSecret'> & { giver: StaffRole },
  moment: Moment,
): Promise<Result<{ userId: UserId }, InviteRefusal>> {
  if (!mayGiveRole(giver, input.role)) return refuse({ code: 'role-beyond-yours' });
  return addStaffUser(tx, actor, input, moment);
}

export type ShutOutRefusal = { readonly code: 'no-such-user' | 'yourself' | 'role-beyond-yours' };

/** Shuts a colleague out at once: sessions end, sign-in is refused. Refuses oneself, and a role that may more than one's own. */
export async function shutOutColleague(
  tx: Tx,
  actor: Actor,
  { giver, userId, reason }: { giver: StaffRole; userId: string; reason: string },
  moment: Moment,
): Promise<Result<undefined, ShutOutRefusal>> {
  if (userId === actor.id) return refuse({ code: 'yourself' });
  const user = await tx
    .selectFrom('users')
    .select(['id', 'role'])
    .where('id', '=', userId)
    .where('kind', '=', 'staff')
    .executeTakeFirst();
  if (!user) return refuse({ code: 'no-such-user' });
  if (!mayGiveRole(giver, user.role as StaffRole)) return refuse({ code: 'role-beyond-yours' });
  return disableUser(tx, actor, { userId: user.id as UserId, reason }, moment);
}
