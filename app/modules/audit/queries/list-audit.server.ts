import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type AuditEntry = {
  id: string;
  recordedAt: Date;
  actorKind: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string;
};

const SHOWN_MAX = 200;

/** What happened to a record or a customer, newest first. At most 200 rows. */
export async function listAudit(
  db: ReadDb,
  about: { subjectId: string } | { customerId: string },
  limit = SHOWN_MAX,
): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_records')
    .select([
      'id',
      'recorded_at',
      'actor_kind',
      'actor_name',
      'action',
      'subject_kind',
      'subject_id',
      'before',
      'after',
      'reason',
    ])
    .$if('subjectId' in about, (q) => q.where('subject_id', '=', (about as { subjectId: string }).subjectId))
    .$if('customerId' in about, (q) => q.where('customer_id', '=', (about as { customerId: string }).customerId))
    .orderBy('id', 'desc')
    .limit(Math.min(limit, SHOWN_MAX))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recordedAt: row.recorded_at,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    before: row.before as Record<string, unknown> | null,
    after: row.after as Record<string, unknown> | null,
    reason: row.reason,
  }));
}
