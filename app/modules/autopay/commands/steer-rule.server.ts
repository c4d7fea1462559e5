import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { autopayRulesOf } from '../queries/rules.server.ts';
import type { PausedBecause, SaveRuleRefusal } from '../types.ts';

export type Steering =
  | { readonly to: 'on' }
  | { readonly to: 'off' }
  /** `untilOn`: the first day on which it takes again; null until somebody turns it on. */
  | { readonly to: 'paused'; readonly because: PausedBecause; readonly untilOn: PlainDate | null };

/**
 * Turns a rule on again as it was, off or lets it rest. What was announced and not yet taken is not taken while it is off or
 * rests. Runs as the portal (the customer's own), the back office (off and rest, for a customer who asks) or the worker (when
 * a bank refuses for good). Turning on is refused where the method cannot be used any more.
 */
export async function steerAutopayRule(
  tx: Tx,
  actor: Actor,
  {
    customerId,
    ruleId,
    steering,
  }: { readonly customerId: string; readonly ruleId: string; readonly steering: Steering },
  { now }: Pick<Moment, 'now'>,
): Promise<Result<void, SaveRuleRefusal>> {
  const rule = (await autopayRulesOf(tx, customerId)).find(({ id }) => id === ruleId);
  if (!rule) return refuse({ code: 'not-found' });
  const { to } = steering;
  if (to === 'paused' && rule.state === 'off') return ok();
  if (to === 'on' && !(await canTakeFrom(tx, rule.methodId))) return refuse({ code: 'method-not-usable' });
  const rests = steering.to === 'paused' ? steering : null;
  try {
    const changed = await tx
      .updateTable('autopay_rules')
      .set({
        ...{ state: to, paused_because: rests?.because ?? null, paused_until_on: rests?.untilOn ?? null },
        ...{ version_no: rule.versionNo + 1, changed_by_name: actor.name, changed_at: now },
      })
      .where('id', '=', ruleId)
      .where('version_no', '=', rule.versionNo)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refuse({ code: 'changed-meanwhile' });
  } catch (error) {
    if (constraintOf(error) === 'usable_method_kept') return refuse({ code: 'method-not-usable' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: `autopay.turned-${to}`, subjectKind: 'autopay_rule', subjectId: ruleId, customerId },
    before: { state: rule.state, pausedUntilOn: rule.pausedUntilOn },
    after: { state: to, pausedUntilOn: rests?.untilOn ?? null, ...(rests && { because: rests.because }) },
  });
  return ok();
}

async function canTakeFrom(tx: Tx, methodId: string): Promise<boolean> {
  const row = await tx.selectFrom('saved_methods').select('state').where('id', '=', methodId).executeTakeFirst();
  return row?.state === 'active';
}
