import type { SessionId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Side } from '../types.ts';
import { endSession } from './keep-sessions.server.ts';

/** Ends whatever sessions a browser presents, on the server. An unknown token is no matter. */
export async function signOut(
  tx: Tx,
  tokens: Readonly<Record<Side, string | null>>,
  { now }: Moment,
): Promise<Result<undefined, never>> {
  for (const side of ['staff', 'portal'] as const) {
    const token = tokens[side];
    if (token) await endSession(tx, token, { side, now });
  }
  return ok();
}

/** Ends all of a person's sessions but the one in use: a lost phone, a shared computer. Answers how many. */
export async function endOtherSessions(
  tx: Tx,
  actor: Actor,
  { userId, keep }: { userId: UserId; keep: SessionId },
  _moment: Moment,
): Promise<Result<{ ended: number }, never>> {
  const ended = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('public_id', '!=', keep)
    .returning('public_id')
    .execute();
  await writeAudit(tx, actor, {
    action: 'sessions.ended',
    subjectKind: 'user',
    subjectId: userId,
    after: { ended: ended.length },
  });
  return ok({ ended: ended.length });
}

/** Ends one of a person's own sessions by its public id: the row of the list they point at. */
export async function endOneSession(
  tx: Tx,
  actor: Actor,
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  _moment: Moment,
): Promise<Result<{ ended: number }, never>> {
  const ended = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('public_id', '=', sessionId)
    .returning('public_id')
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'sessions.ended', subjectKind: 'user', subjectId: userId },
    after: { ended: ended.length },
  });
  return ok({ ended: ended.length });
}
