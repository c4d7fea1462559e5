import type { Selectable } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Approvals } from '#db/types.generated.ts';
import type { Approval, ApprovalId, ApprovalKind, ApprovalRule, ApprovalState } from '../types.ts';

/** One request with its decision and effect. */
export async function getApproval(db: ReadDb, id: string): Promise<Approval | undefined> {
  const row = await db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst();
  return row && approvalOf(row);
}

/** A row of the view as the module speaks of it. */
export function approvalOf(row: Selectable<Approvals>): Approval {
  assert(row.id && row.requested_by && row.requested_at, 'a request has an id, an asker and a moment');
  return {
    id: row.id as ApprovalId,
    kind: row.kind as ApprovalKind,
    state: row.state as ApprovalState,
    subjectKind: row.subject_kind ?? '',
    subjectId: row.subject_id ?? '',
    customerId: row.customer_id,
    currency: row.currency,
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    summary: row.summary ?? '',
    reasonCode: row.reason_code,
    reason: row.reason ?? '',
    payload: row.payload,
    rule: row.rule as unknown as ApprovalRule,
    requestedBy: row.requested_by as UserId,
    requestedByName: row.requested_by_name ?? '',
    requestedRole: row.requested_role ?? '',
    requestedAt: row.requested_at,
    decidedBy: row.decided_by as UserId | null,
    decidedByName: row.decided_by_name,
    decidedFor: row.decided_for as UserId | null,
    decidedForName: row.decided_for_name,
    decidedAt: row.decided_at,
    decisionNote: row.decision_note ?? '',
    effect: row.effect,
  };
}
