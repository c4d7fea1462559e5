import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ScheduleKind, StatementDefaults, StatementPreference, StatementSchedule } from '../types.ts';

const SCHEDULE = sql`kind, day_no as "dayNo", hour_no as "hourNo", next_on as "nextOn", paused`;

/** The schedules: weekly and monthly statements, and the packs of the collectors. */
export async function listSchedules(db: ReadDb): Promise<StatementSchedule[]> {
  const { rows } = await sql<StatementSchedule>`select ${SCHEDULE} from statement_schedules
    order by array_position(array['weekly', 'monthly', 'portfolio'], kind)`.execute(db as never);
  return rows;
}

export async function getSchedule(db: ReadDb, { kind }: { kind: ScheduleKind }): Promise<StatementSchedule> {
  const { rows } =
    await sql<StatementSchedule>`select ${SCHEDULE} from statement_schedules where kind = ${kind}`.execute(db as never);
  return rows[0]!;
}

/** Schedules whose day and hour have come in the company's zone. */
export async function dueSchedules(
  db: ReadDb,
  at: { readonly today: PlainDate; readonly hour: number },
): Promise<ScheduleKind[]> {
  const { rows } = await sql<{ kind: ScheduleKind }>`select kind from statement_schedules
    where not paused and (next_on < ${at.today} or next_on = ${at.today} and hour_no <= ${at.hour})
    order by kind`.execute(db as never);
  return rows.map(({ kind }) => kind);
}

export async function statementDefaults(db: ReadDb): Promise<StatementDefaults> {
  const { rows } =
    await sql<StatementDefaults>`select every, form, sends_empty as "sendsEmpty" from statement_defaults`.execute(
      db as never,
    );
  return rows[0]!;
}

const NO_CHOICE: StatementPreference = { every: null, form: null, sendsEmpty: null, asGroup: false };

/** What one customer chose; all null for who chose nothing. */
export async function statementPreference(
  db: ReadDb,
  of: { readonly customerId: string },
): Promise<StatementPreference> {
  const { rows } = await sql<StatementPreference>`
    select every, form, sends_empty as "sendsEmpty", as_group as "asGroup" from statement_preferences
    where customer_id = ${of.customerId}::uuid`.execute(db as never);
  return rows[0] ?? NO_CHOICE;
}
