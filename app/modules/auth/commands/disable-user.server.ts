import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Side } from '../types.ts';
import { endAllSessions } from './keep-sessions.server.ts';

/** Shuts a person out: their next request finds no session, and no link or password lets them in again. */
export async function disableUser(
  tx: Tx,
  actor: Actor,
  { userId, reason }: { userId: UserId; reason: string },
  { now }: Moment,
): Promise<Result<undefined, { code: 'no-such-user' }>> {
  const user = await tx
    .updateTable('users')
    .set({ disabled_at: now })
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .returning('kind')
    .executeTakeFirst();
  if (!user) return refuse({ code: 'no-such-user' });
  await endAllSessions(tx, userId, { side: user.kind as Side, now });
  await writeAudit(tx, actor, { action: 'user.disabled', subjectKind: 'user', subjectId: userId, reason });
  return ok();
}
