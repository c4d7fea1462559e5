import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CollectionPolicy, Pauses, PolicyVersion, ReminderStage, Tone } from '../types.ts';

type Head = Omit<PolicyVersion, 'stages'>;

/** The policy that holds on a day, without its stages; the portal may read it too. */
export async function policyRowOn(db: ReadDb, on: PlainDate): Promise<Head> {
  const row = await heads(db).where('from_on', '<=', on).limit(1).executeTakeFirstOrThrow();
  return headOf(row);
}

/** The policy that holds on a day, with the stages of its reminders by group and day. */
export async function collectionPolicy(db: ReadDb, on: PlainDate): Promise<PolicyVersion> {
  const head = await policyRowOn(db, on);
  return { ...head, stages: await stagesOf(db, head.id) };
}

/** The versions of the policy, newest first. */
export async function policyVersions(db: ReadDb, limit = 20): Promise<Head[]> {
  return (await heads(db).limit(limit).execute()).map(headOf);
}

const heads = (db: ReadDb) =>
  db.selectFrom('collection_policies').selectAll().orderBy('from_on', 'desc').orderBy('id', 'desc');

type Row = Awaited<ReturnType<ReturnType<typeof heads>['executeTakeFirstOrThrow']>>;

const headOf = (row: Row): Head & CollectionPolicy => ({
  ...{ id: row.id, fromOn: row.from_on as PlainDate, madeByName: row.made_by_name, madeAt: row.made_at },
  ...{ promiseDaysAhead: row.promise_days_ahead, promisesPerQuarter: row.promises_per_quarter },
  ...{ promiseGraceDays: row.promise_grace_days, promisePauses: row.promise_pauses as Pauses },
  ...{ saidPaidDays: row.said_paid_days, sendHour: row.send_hour, gapDays: row.gap_days },
});

async function stagesOf(db: ReadDb, policyId: string): Promise<ReminderStage[]> {
  const rows = await db
    .selectFrom('reminder_stages')
    .selectAll()
    .where('policy_id', '=', policyId)
    .orderBy('for_group', 'desc')
    .orderBy('offset_days')
    .execute();
  return rows.map((row) => ({
    ...{ group: row.for_group as ReminderStage['group'], offsetDays: row.offset_days },
    ...{ tone: row.tone as Tone, minMinor: row.min_minor },
  }));
}
