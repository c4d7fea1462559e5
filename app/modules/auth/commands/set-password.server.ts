import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type PasswordWeakness, passwordWeakness } from '../rules/weak-password.ts';
import { hashPassword } from './hash-password.server.ts';
import { endAllSessions } from './keep-sessions.server.ts';

export type SetPasswordRefusal = { code: 'no-such-user' } | { code: 'weak-password'; weakness: PasswordWeakness };

/** Gives a member of staff a new password and ends all their sessions. The second factor stays as it is. */
export async function setPassword(
  tx: Tx,
  actor: Actor,
  { userId, password }: { userId: UserId; password: string },
  { now }: Moment,
): Promise<Result<undefined, SetPasswordRefusal>> {
  const user = await tx
    .selectFrom('users')
    .select(['name', 'email'])
    .where('id', '=', userId)
    .where('kind', '=', 'staff')
    .executeTakeFirst();
  if (!user) return refuse({ code: 'no-such-user' });
  const weakness = passwordWeakness(password, [user.name, user.email.split('@')[0] ?? '']);
  if (weakness) return refuse({ code: 'weak-password', weakness });
  await tx
    .updateTable('users')
    .set({ password_hash: await hashPassword(password) })
    .where('id', '=', userId)
    .execute();
  await endAllSessions(tx, userId, { side: 'staff', now });
  await writeAudit(tx, actor, { action: 'password.set', subjectKind: 'user', subjectId: userId });
  return ok();
}
