import type { UserId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Delegation, DelegationId } from '../types.ts';

const DELEGATIONS_MAX = 100;

/** Delegations that have not run out, and those that ended lately, newest first; at most a hundred. */
export async function listDelegations(db: ReadDb): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('approval_delegations as d')
    .innerJoin('users as f', 'f.id', 'd.from_user')
    .innerJoin('users as t', 't.id', 'd.to_user')
    .leftJoin('approval_delegation_ends as e', 'e.delegation_id', 'd.id')
    .select(['d.id', 'd.from_user', 'f.name as from_name', 'd.to_user', 't.name as to_name', 'd.from_on', 'd.to_on'])
    .select(['d.reason', 'e.ended_at'])
    .orderBy('d.id', 'desc')
    .limit(DELEGATIONS_MAX)
    .execute();
  return rows.map((row) => ({
    id: row.id as DelegationId,
    fromUser: row.from_user as UserId,
    fromName: row.from_name,
    toUser: row.to_user as UserId,
    toName: row.to_name,
    fromOn: row.from_on as PlainDate,
    toOn: row.to_on as PlainDate,
    reason: row.reason,
    endedAt: row.ended_at,
  }));
}
