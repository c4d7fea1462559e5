import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { getSchedule } from '../queries/schedules.server.ts';
import { lastTold } from '../queries/statement-runs.server.ts';
import { lastDay, nextDay, periodMadeOn } from '../rules/schedule-days.ts';
import type { StatementRunKind } from '../types.ts';

/** `by-schedule`: on its day, or catching up with the last one that passed. `now`: by hand, up to yesterday. */
export type StartStatementRun = {
  readonly kind: StatementRunKind;
  readonly how: 'by-schedule' | 'now';
  readonly seal: Seal;
};
export type StartRefusal =
  | { readonly code: 'not-due' }
  /** The days up to yesterday are told already. */
  | { readonly code: 'told-already'; readonly toOn: PlainDate }
  | { readonly code: 'nobody-wants-it' };

/**
 * Opens a run: one row for each statement that is wanted, all at one seal, and the job that makes them. Locks the schedule,
 * so of two at once the second finds the day done. On its own day it moves the schedule to the next one, whether anybody
 * wants statements or not. Writes `statement_run.started`.
 */
export async function startStatementRun(
  tx: Tx,
  actor: Actor,
  { kind, how, seal }: StartStatementRun,
  moment: Moment,
): Promise<Result<{ runId: string | null; wanted: number }, StartRefusal>> {
  await sql`select 1 from statement_schedules where kind = ${kind} for no key update`.execute(tx);
  const schedule = await getSchedule(tx, { kind });
  const bySchedule = how === 'by-schedule';
  if (bySchedule && (schedule.paused || schedule.nextOn > moment.today)) return refuse({ code: 'not-due' });
  const toldUpTo = await lastTold(tx, { kind });
  const period = periodMadeOn(schedule, bySchedule ? lastDay(schedule, moment.today) : moment.today, toldUpTo);
  if (bySchedule) await moveOn(tx, kind, nextDay(schedule, moment.today));
  if (!period) return bySchedule ? ok({ runId: null, wanted: 0 }) : refuse({ code: 'told-already', toOn: toldUpTo! });
  const { rows } = await sql<{ id: string }>`
    insert into statement_runs (kind, from_on, to_on, seal_no, started_by, started_by_name, started_at)
    values (${kind}, ${period.fromOn}, ${period.toOn}, ${seal.sealNo}, ${actor.kind === 'staff' ? actor.id : null}::uuid, ${actor.name}, ${moment.now})
    returning id`.execute(tx);
  const runId = rows[0]!.id;
  const wanted = await whoWants(tx, { runId, kind, toOn: period.toOn });
  if (wanted === 0 && !bySchedule) return refuse({ code: 'nobody-wants-it' });
  if (wanted === 0)
    await sql`update statement_runs set state = 'done', ended_at = ${moment.now} where id = ${runId}::uuid`.execute(tx);
  else await enqueue(tx, 'make-statements', { runId });
  const after = { kind, ...period, sealNo: seal.sealNo.toString(), wanted: String(wanted) };
  await writeAudit(tx, actor, [
    { action: 'statement_run.started', subjectKind: 'statement_run', subjectId: runId, after },
  ]);
  return ok({ runId, wanted });
}

const moveOn = (tx: Tx, kind: StatementRunKind, nextOn: PlainDate) =>
  sql`update statement_schedules set next_on = ${nextOn} where kind = ${kind}`.execute(tx);

/**
 * One row per customer and currency that moved up to the last day; of who never had anything one in their own currency,
 * because a statement of nothing may be wanted. A parent that wants its group in one gets one row instead of its own, and
 * its children then get theirs only where they chose so themselves.
 */
async function whoWants(tx: Tx, of: { runId: string; kind: StatementRunKind; toOn: PlainDate }): Promise<number> {
  const inserted = await sql`
    with chosen as (
      select c.id, c.number, c.currency, c.parent_id, coalesce(p.every, d.every) as every, p.every as own_every, coalesce(p.form, d.form) as form,
        coalesce(p.sends_empty, d.sends_empty) as sends_empty,
        coalesce(p.as_group, false) and exists (select from customers k where k.parent_id = c.id) as as_group
      from customers c cross join statement_defaults d left join statement_preferences p on p.customer_id = c.id
      where c.archived_at is null),
    wanted as (
      select w.* from chosen w left join chosen parent on parent.id = w.parent_id
      where w.every = ${of.kind} and (w.own_every is not null or parent.id is null or not parent.as_group or parent.every = 'off')),
    papers as (
      select w.id, w.number, w.form, w.sends_empty, x.currency
      from wanted w cross join lateral (
        select null::text as currency where w.as_group
        union all
        select distinct i.currency from open_items i where not w.as_group and i.customer_id = w.id and i.effective_on <= ${of.toOn}
        union all
        select w.currency where not w.as_group and w.sends_empty
          and not exists (select from open_items i where i.customer_id = w.id and i.effective_on <= ${of.toOn})) x)
    insert into statement_sends (run_id, seq_no, customer_id, currency, form, sends_empty)
    select ${of.runId}::uuid, row_number() over (order by number, currency), id, currency, form, sends_empty from papers`.execute(
    tx,
  );
  return Number(inserted.numAffectedRows ?? 0n);
}
