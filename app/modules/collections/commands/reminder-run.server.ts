import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Opens today's run, or finds it unfinished; false when it is done. */
export async function openReminderRun(tx: Tx, policyId: string, moment: Moment): Promise<boolean> {
  await tx
    .insertInto('reminder_runs')
    .values({ run_on: moment.today, policy_id: policyId, started_at: moment.now })
    .onConflict((conflict) => conflict.column('run_on').doNothing())
    .execute();
  const row = await tx
    .selectFrom('reminder_runs')
    .select('ended_at')
    .where('run_on', '=', moment.today)
    .executeTakeFirstOrThrow();
  return row.ended_at === null;
}

/** Closes today's run with how many reminders it ordered in this pass. */
export async function endReminderRun(tx: Tx, ordered: number, moment: Moment): Promise<void> {
  await tx
    .updateTable('reminder_runs')
    .set((eb) => ({ ended_at: moment.now, reminders: eb('reminders', '+', ordered) }))
    .where('run_on', '=', moment.today)
    .where('ended_at', 'is', null)
    .execute();
}
