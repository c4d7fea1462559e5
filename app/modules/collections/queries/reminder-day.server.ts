import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How far the reminders of a day are; null: not ordered yet. `unapplied`: payments not set against anything, at most 1,000. */
export type ReminderDay = {
  readonly run: { readonly at: Date; readonly count: number } | null;
  readonly unapplied: number;
};

const COUNT_MAX = 1_000;

export async function reminderDay(db: ReadDb, { today }: { readonly today: PlainDate }): Promise<ReminderDay> {
  const run = await db
    .selectFrom('reminder_runs')
    .select(['started_at', 'reminders'])
    .where('run_on', '=', today)
    .executeTakeFirst();
  const unapplied = await db
    .selectFrom('open_items')
    .select('id')
    .where('side', '=', 'credit')
    .where('kind', '=', 'payment')
    .where('residual_minor', '>', 0n)
    .limit(COUNT_MAX)
    .execute();
  return { run: run ? { at: run.started_at, count: run.reminders } : null, unapplied: unapplied.length };
}
