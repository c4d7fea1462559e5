import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Approval } from '../types.ts';
import { approvalOf } from './get-approval.server.ts';

export const APPROVAL_VIEWS = ['for-me', 'waiting', 'decided', 'mine'] as const;
export type ApprovalView = (typeof APPROVAL_VIEWS)[number];

type Asked = {
  readonly view: ApprovalView;
  readonly userId: string;
  readonly today: PlainDate;
  readonly limit: number;
};

/**
 * Requests of a view: those that wait oldest first (those this person may approve, or all), those decided by latest
 * decision, one's own newest first. At most `limit`.
 */
export async function listApprovals(db: ReadDb, { view, userId, today, limit }: Asked): Promise<Approval[]> {
  let query = db.selectFrom('approvals').selectAll().limit(limit);
  if (view === 'for-me' || view === 'waiting') query = query.where('state', '=', 'waiting').orderBy('id');
  if (view === 'for-me')
    query = query.where('id', 'in', sql<string>`(select approvals_waiting_for(${userId}::uuid, ${today}::date))`);
  if (view === 'decided')
    query = query.where('state', '!=', 'waiting').orderBy('decided_at', 'desc').orderBy('id', 'desc');
  if (view === 'mine') query = query.where('requested_by', '=', userId).orderBy('id', 'desc');
  return (await query.execute()).map(approvalOf);
}

const COUNT_MAX = 1_000;

/** How many requests this person may approve today, and how long the oldest has waited; at most 1,000 are counted. */
export async function approvalsForMe(
  db: ReadDb,
  { userId, today }: { userId: string; today: PlainDate },
): Promise<{ count: number; since: Date | null }> {
  const { rows } = await sql<{ count: number; since: Date | null }>`
    select count(*)::int as count, min(r.requested_at) as since from (
      select w.id from approvals_waiting_for(${userId}::uuid, ${today}::date) as w (id) limit ${COUNT_MAX}) found
    join approval_requests r on r.id = found.id`.execute(db as never);
  return rows[0] ?? { count: 0, since: null };
}
