import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A cause as it holds now. */
export type DisputeCause = {
  readonly version: string;
  readonly code: string;
  readonly label: string;
  readonly department: string;
  readonly departmentName: string;
  readonly prevention: string;
  readonly issueRule: string | null;
  readonly reasons: readonly string[];
  readonly state: 'on' | 'off';
  readonly changedByName: string;
  readonly changedAt: Date;
};

/** The causes as they hold now, those that stand behind a reason most before the others, then by name. */
export async function disputeCauses(db: ReadDb, of: { readonly reason?: string } = {}): Promise<DisputeCause[]> {
  const { rows } = await sql<DisputeCause>`
    select c.version::text, c.code, c.label, c.department, q.name as "departmentName", c.prevention, c.issue_rule as "issueRule", c.reasons, c.state,
      c.changed_by_name as "changedByName", c.changed_at as "changedAt"
    from dispute_causes_now c join dispute_queues q on q.code = c.department
    order by coalesce(${of.reason ?? null} = any (c.reasons), false) desc, c.label`.execute(db);
  return rows;
}

/** What a dispute was said to come from; the newest first, and that one counts. */
export type DisputeLesson = {
  readonly id: string;
  readonly causeCode: string;
  readonly causeLabel: string;
  readonly department: string;
  readonly departmentName: string;
  readonly prevention: string;
  readonly issueRule: string | null;
  readonly note: string;
  readonly learnedByName: string;
  readonly learnedAt: Date;
};

export async function lessonsOf(db: ReadDb, disputeId: string): Promise<DisputeLesson[]> {
  const { rows } = await sql<DisputeLesson>`
    select l.id, c.code as "causeCode", c.label as "causeLabel", l.department, q.name as "departmentName", c.prevention, c.issue_rule as "issueRule",
      l.note, l.learned_by_name as "learnedByName", l.learned_at as "learnedAt"
    from dispute_learnings l join dispute_causes c on c.version = l.cause_version join dispute_queues q on q.code = l.department
    where l.dispute_id = ${disputeId}::uuid order by l.id desc`.execute(db);
  return rows;
}
