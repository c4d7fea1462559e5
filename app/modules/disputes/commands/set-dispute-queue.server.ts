import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { QueueSetting, RungSetting } from '../queries/dispute-settings.server.ts';
import type { SettingRefusal } from './set-dispute-reason.server.ts';

export type QueueInput = Omit<QueueSetting, 'isRetired' | 'isDepartment'>;

/**
 * Sets whom a queue is asked at, its hours, and how soon it answers and resolves each kind: for what is raised or comes back
 * to us from now on. Refuses hours and targets that are none.
 */
export async function setDisputeQueue(
  tx: Tx,
  actor: Actor,
  input: QueueInput,
): Promise<Result<undefined, SettingRefusal>> {
  try {
    const changed = await tx
      .updateTable('dispute_queues')
      .set({
        ...{ name: input.name, email: input.email, warn_minutes: input.warnMinutes },
        ...{ opens_minute: input.opensMinute, closes_minute: input.closesMinute },
      })
      .where('code', '=', input.code)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
    for (const { kind, answerMinutes, resolveMinutes } of input.targets) {
      const minutes = { answer_minutes: answerMinutes, resolve_minutes: resolveMinutes };
      await tx
        .insertInto('dispute_targets')
        .values({ queue: input.code, kind, ...minutes })
        .onConflict((conflict) => conflict.columns(['queue', 'kind']).doUpdateSet(minutes))
        .execute();
    }
  } catch (error) {
    if (/^dispute_(queues|targets)_.*_check$/.test(constraintOf(error) ?? '')) return refuse({ code: 'does-not-fit' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'disputes.queue-set', subjectKind: 'company', subjectId: COMPANY_ID },
    after: { ...input },
  });
  return ok();
}

/** Sets after how many working days without an answer a complaint goes up to whom. Refuses a rung that does not exist. */
export async function setComplaintRung(
  tx: Tx,
  actor: Actor,
  { position, name, role, afterDays }: RungSetting,
): Promise<Result<undefined, SettingRefusal>> {
  const changed = await tx
    .updateTable('complaint_rungs')
    .set({ name, role, after_days: afterDays })
    .where('position', '=', position)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, {
    ...{ action: 'disputes.rung-set', subjectKind: 'company', subjectId: COMPANY_ID },
    after: { position, name, role, afterDays },
  });
  return ok();
}
