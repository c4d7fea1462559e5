import { sql } from 'kysely';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getSchedule, statementDefaults, statementPreference } from '../queries/schedules.server.ts';
import { nextDay } from '../rules/schedule-days.ts';
import type { StatementDefaults, StatementPreference, StatementSchedule } from '../types.ts';

const by = (actor: Actor): string | null => (actor.kind === 'staff' ? actor.id : null);
const COMPANY = '00000000-0000-0000-0000-000000000001';

/**
 * Sets when a schedule runs, or pauses it. Its next day is the first one after today, so a change never starts a run at
 * once; one that is only let go on keeps its day and catches up. Writes `statement_schedule.changed`.
 */
export async function changeSchedule(
  tx: Tx,
  actor: Actor,
  wanted: Pick<StatementSchedule, 'kind' | 'dayNo' | 'hourNo' | 'paused'>,
  moment: Moment,
): Promise<void> {
  const { kind, dayNo, hourNo, paused } = wanted;
  await sql`select 1 from statement_schedules where kind = ${kind} for no key update`.execute(tx);
  const before = await getSchedule(tx, { kind });
  const nextOn = before.dayNo === dayNo ? before.nextOn : nextDay({ kind, dayNo }, moment.today);
  await sql`update statement_schedules set day_no = ${dayNo}, hour_no = ${hourNo}, paused = ${paused}, next_on = ${nextOn},
    changed_by = ${by(actor)}::uuid, changed_by_name = ${actor.name}, changed_at = ${moment.now} where kind = ${kind}`.execute(
    tx,
  );
  const after = { ...wanted, nextOn };
  await writeAudit(tx, actor, [
    { action: 'statement_schedule.changed', subjectKind: 'company', subjectId: COMPANY, before: { ...before }, after },
  ]);
}

/** Sets what customers get who chose nothing. Writes `statement_defaults.changed`. */
export async function changeStatementDefaults(
  tx: Tx,
  actor: Actor,
  wanted: StatementDefaults,
  moment: Moment,
): Promise<void> {
  const before = await statementDefaults(tx);
  await sql`update statement_defaults set every = ${wanted.every}, form = ${wanted.form}, sends_empty = ${wanted.sendsEmpty},
    changed_by = ${by(actor)}::uuid, changed_by_name = ${actor.name}, changed_at = ${moment.now}`.execute(tx);
  await writeAudit(tx, actor, [
    {
      action: 'statement_defaults.changed',
      subjectKind: 'company',
      subjectId: COMPANY,
      before: { ...before },
      after: { ...wanted },
    },
  ]);
}

/** Sets what one customer wants otherwise. Writes `customer.statements_chosen`. */
export async function changeStatementPreference(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: string; readonly wanted: StatementPreference },
  moment: Moment,
): Promise<void> {
  const { customerId, wanted } = input;
  const before = await statementPreference(tx, { customerId });
  const { every, form, sendsEmpty, asGroup } = wanted;
  await sql`insert into statement_preferences (customer_id, every, form, sends_empty, as_group, changed_by, changed_by_name, changed_at)
    values (${customerId}::uuid, ${every}, ${form}, ${sendsEmpty}, ${asGroup}, ${by(actor)}::uuid, ${actor.name}, ${moment.now})
    on conflict (customer_id) do update set every = excluded.every, form = excluded.form, sends_empty = excluded.sends_empty,
      as_group = excluded.as_group, changed_by = excluded.changed_by, changed_by_name = excluded.changed_by_name, changed_at = excluded.changed_at`.execute(
    tx,
  );
  const about = { subjectKind: 'customer', subjectId: customerId, customerId };
  await writeAudit(tx, actor, [
    { action: 'customer.statements_chosen', ...about, before: { ...before }, after: { ...wanted } },
  ]);
}
