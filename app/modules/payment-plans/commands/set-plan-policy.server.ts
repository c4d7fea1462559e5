import { compareDates } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanPolicyInput } from '../types.ts';

export type PlanPolicyRefusal =
  | { readonly code: 'dated-back' }
  | { readonly code: 'reason-missing' }
  /** `what` names the rule of the database that refused: totals in order, a tax for what is charged, a number in its range. */
  | { readonly code: 'does-not-fit'; readonly what: string };

/** Sets inside which envelope customers agree plans alone, from a day on; what was agreed stays under the policy of its day. */
export async function setPlanPolicy(
  tx: Tx,
  actor: Actor,
  input: PlanPolicyInput,
  moment: Moment,
): Promise<Result<{ versionNo: bigint }, PlanPolicyRefusal>> {
  if (input.reason.trim() === '') return refuse({ code: 'reason-missing' });
  if (compareDates(input.fromOn, moment.today) < 0) return refuse({ code: 'dated-back' });
  try {
    const row = await tx
      .insertInto('plan_policies')
      .values(rowOf(input, actor, moment))
      .returning('version_no')
      .executeTakeFirstOrThrow();
    await writeAudit(tx, actor, {
      ...{ action: 'plan-policy.set', subjectKind: 'plan_policy', subjectId: newId() },
      after: { ...input, version: row.version_no },
      reason: input.reason.trim(),
    });
    return ok({ versionNo: row.version_no });
  } catch (error) {
    const broken = constraintOf(error);
    if (broken?.startsWith('plan_policies_')) return refuse({ code: 'does-not-fit', what: broken });
    throw error;
  }
}

const rowOf = (input: PlanPolicyInput, actor: Actor, moment: Moment) => ({
  ...{ currency: input.currency, from_on: input.fromOn, is_open: input.isOpen, oldest_days: input.oldestDays },
  ...{ min_total_minor: input.minTotalMinor, max_total_minor: input.maxTotalMinor, most_count: input.mostCount },
  ...{ rhythms: [...input.rhythms], first_share_bp: input.firstShareBp, first_within_days: input.firstWithinDays },
  ...{ min_instalment_minor: input.minInstalmentMinor, longest_days: input.longestDays },
  ...{ risk_classes: [...input.riskClasses], excluded_kinds: [...input.excludedKinds] },
  ...{ interest_bp: input.interestBp, fee_minor: input.feeMinor, charge_tax_code: input.chargeTaxCode },
  ...{ grace_days: input.graceDays, cure_days: input.cureDays, misses_to_default: input.missesToDefault },
  ...{ move_days: input.moveDays, notice_days: input.noticeDays, needs_method: input.needsMethod },
  ...{ after_default_days: input.afterDefaultDays, reason: input.reason.trim() },
  ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
});
