import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { faultOfStages } from '../rules/stage-faults.ts';
import type { CollectionPolicy, ReminderStage } from '../types.ts';

export type NewPolicy = CollectionPolicy & { readonly fromOn: PlainDate; readonly stages: readonly ReminderStage[] };
export type PolicyRefusal = { readonly code: 'past' } | { readonly code: 'stages'; readonly sentence: string };

/** Writes the policy that holds from a day on, whole; what held before stays written. Refuses a day that lies behind. */
export async function setPolicy(
  tx: Tx,
  actor: Actor,
  policy: NewPolicy,
  moment: Moment,
): Promise<Result<{ policyId: string }, PolicyRefusal>> {
  if (policy.fromOn < moment.today) return refuse({ code: 'past' });
  const sentence = faultOfStages(policy.stages);
  if (sentence) return refuse({ code: 'stages', sentence });
  const policyId = newId<never>() as string;
  const { stages, ...head } = policy;
  await tx
    .insertInto('collection_policies')
    .values({
      ...{ id: policyId, from_on: head.fromOn, promise_days_ahead: head.promiseDaysAhead },
      ...{ promises_per_quarter: head.promisesPerQuarter, promise_grace_days: head.promiseGraceDays },
      ...{ promise_pauses: head.promisePauses, said_paid_days: head.saidPaidDays, send_hour: head.sendHour },
      ...{ gap_days: head.gapDays, made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  if (stages.length > 0)
    await tx
      .insertInto('reminder_stages')
      .values(
        stages.map((stage, index) => ({
          ...{ policy_id: policyId, stage_no: index + 1, for_group: stage.group, offset_days: stage.offsetDays },
          ...{ tone: stage.tone, min_minor: stage.minMinor },
        })),
      )
      .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'collections.policy-set', subjectKind: 'company', subjectId: COMPANY_ID },
    after: { ...head, stages: stages.map((stage) => ({ ...stage, minMinor: stage.minMinor.toString() })) },
  });
  return ok({ policyId });
}
