import type { SessionId, UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { browserName } from '../rules/browser-name.ts';
import { isAlive } from '../rules/session-lifetime.ts';
import type { Side } from '../types.ts';

export type MySession = { id: SessionId; createdAt: Date; seenAt: Date; browser: string };

const SHOWN_MAX = 50;

/** The browsers in which a person is signed in now, the most recently seen first. */
export async function listMySessions(
  db: ReadDb,
  { userId, side }: { userId: UserId; side: Side },
  now: Date,
): Promise<MySession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['public_id', 'created_at', 'seen_at', 'expires_at', 'user_agent'])
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows
    .filter((row) => isAlive(side, { seenAt: row.seen_at, expiresAt: row.expires_at }, now))
    .map((row) => ({
      id: row.public_id as SessionId,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      browser: browserName(row.user_agent),
    }));
}
