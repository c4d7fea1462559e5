import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Actor, AuditRow } from '../types.ts';

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Writes who did what into the append-only audit, in the transaction of the change itself: no change without its record,
 * no record without its change. Takes one row or many; refuses nothing.
 */
export async function writeAudit(tx: Tx, actor: Actor, rows: AuditRow | readonly AuditRow[]): Promise<void> {
  const list = Array.isArray(rows) ? (rows as readonly AuditRow[]) : [rows as AuditRow];
  if (list.length === 0) return;
  await sql`/*prepared*/ ${auditInsert(actor, list)}`.execute(tx);
}

/**
 * The same as a part of a larger statement, `with audited as (…)`, for commands that write change and record in one round
 * trip. Its text does not depend on the rows.
 */
export function auditInsert(actor: Actor, rows: readonly AuditRow[]): RawBuilder<unknown> {
  const records = rows.map((row) => ({
    action: row.action,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    customer_id: row.customerId ?? null,
    before: row.before ?? null,
    after: row.after ?? null,
    reason: row.reason ?? '',
  }));
  return sql`
    insert into audit_records (actor_kind, actor_id, actor_name, request_id, action, subject_kind, subject_id, customer_id, before, after, reason)
    select ${actor.kind}::text, ${actor.id}::uuid, ${actor.name}::text, ${actor.requestId}::text, r.action, r.subject_kind, r.subject_id,
      r.customer_id, nullif(r.before, 'null'), nullif(r.after, 'null'), r.reason
    from jsonb_to_recordset(${JSON.stringify(records, asText)}::jsonb)
      as r (action text, subject_kind text, subject_id uuid, customer_id uuid, before jsonb, after jsonb, reason text)`;
}
