import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ApprovalId, ApprovalRequest, RequestRefusal } from '../types.ts';

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Asks for a second person. Nothing happens until somebody decides; the limits as they stand now are kept with the
 * request and count for it, whatever is changed later. Amounts in minor units, of the document and of the base currency.
 * Refuses a request without a reason and one by anybody who is not staff.
 */
export async function requestApproval(
  tx: Tx,
  actor: Actor,
  request: ApprovalRequest,
  { now }: Moment,
): Promise<Result<{ approvalId: ApprovalId }, RequestRefusal>> {
  const reason = request.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const asker = await tx
    .selectFrom('users')
    .select(['id', 'role'])
    .where('id', '=', actor.id)
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (actor.kind !== 'staff' || !asker?.role) return refuse({ code: 'not-staff' });
  const row = await tx
    .insertInto('approval_requests')
    .values({
      ...{ kind: request.kind, subject_kind: request.subjectKind, subject_id: request.subjectId },
      ...{ customer_id: request.customerId ?? null, currency: request.currency ?? null },
      ...{ amount_minor: request.amountMinor ?? null, base_minor: request.baseMinor ?? null },
      ...{ summary: request.summary, reason_code: request.reasonCode ?? null, reason },
      payload: JSON.stringify(request.payload, asText),
      ...{ requested_by: asker.id, requested_by_name: actor.name, requested_role: asker.role, requested_at: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeAudit(tx, actor, {
    ...{
      action: 'approval.requested',
      subjectKind: 'approval',
      subjectId: row.id,
      customerId: request.customerId ?? null,
    },
    after: {
      ...{ kind: request.kind, summary: request.summary, subject: `${request.subjectKind} ${request.subjectId}` },
      ...{ amountMinor: request.amountMinor ?? null, currency: request.currency ?? null },
    },
    reason,
  });
  return ok({ approvalId: row.id as ApprovalId });
}
