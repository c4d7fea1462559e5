import { isDeepStrictEqual } from 'node:util';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { autopayPolicy } from '../queries/policy.server.ts';
import type { AutopayPolicy, PolicyRefusal } from '../types.ts';

/**
 * Changes how debits are announced and tried again, from today or a later day on. What is announced keeps the days its notice
 * promised; what is tried again follows the policy of the day on which it was declined.
 */
export async function changeAutopayPolicy(
  tx: Tx,
  actor: Actor,
  input: AutopayPolicy & { readonly reason: string },
  { now, today }: Moment,
): Promise<Result<{ readonly policyId: string }, PolicyRefusal>> {
  const { fromOn, reason, ...wanted } = input;
  if (fromOn < today) return refuse({ code: 'dated-back', firstOn: today });
  const { fromOn: _, ...stands } = await autopayPolicy(tx, fromOn);
  if (isDeepStrictEqual({ ...stands }, { ...wanted })) return refuse({ code: 'nothing-changed' });
  const policyId: string = newId();
  await tx
    .insertInto('autopay_policies')
    .values({
      ...{ id: policyId, from_on: fromOn, notice_days: wanted.noticeDays, retry_days: [...wanted.retryDays] },
      ...{ expiry_days: [...wanted.expiryDays], reason: reason.trim() },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'autopay.policy-changed', subjectKind: 'autopay_policy', subjectId: policyId, reason: reason.trim() },
    ...{ before: stands, after: { ...wanted, fromOn } },
  });
  return ok({ policyId });
}
