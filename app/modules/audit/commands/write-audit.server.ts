import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Actor, AuditRow } from '../types.ts';

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
const asJson = (value: AuditRow['before']): string | null => (value ? JSON.stringify(value, asText) : null);

/**
 * Writes who did what into the append-only audit, in the transaction of the change itself: no change without its record,
 * no record without its change. Takes one row or many; refuses nothing.
 */
export async function writeAudit(tx: Tx, actor: Actor, rows: AuditRow | readonly AuditRow[]): Promise<void> {
  const list = Array.isArray(rows) ? (rows as readonly AuditRow[]) : [rows as AuditRow];
  if (list.length === 0) return;
  await tx
    .insertInto('audit_records')
    .values(
      list.map((row) => ({
        actor_kind: actor.kind,
        actor_id: actor.id,
        actor_name: actor.name,
        request_id: actor.requestId,
        action: row.action,
        subject_kind: row.subjectKind,
        subject_id: row.subjectId,
        customer_id: row.customerId ?? null,
        before: asJson(row.before),
        after: asJson(row.after),
        reason: row.reason ?? '',
      })),
    )
    .execute();
}
