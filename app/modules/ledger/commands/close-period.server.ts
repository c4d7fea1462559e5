import { sql } from 'kysely';
import { type PlainDate, plainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PeriodKind, PeriodRefusal } from '../types.ts';

export type ClosePeriodInput = { readonly kind: PeriodKind; readonly monthOn: PlainDate; readonly reason?: string };

/**
 * Closes a month and every month before it: nothing is dated there any more. Waits at most ten seconds for postings under
 * way, so that each stands before the close or sees it. Refuses a month that is closed, one that has not begun, and one
 * before which a month stands reopened, by that month's name.
 */
export async function closePeriod(
  tx: Tx,
  actor: Actor,
  input: ClosePeriodInput,
  moment: Moment,
): Promise<Result<undefined, PeriodRefusal>> {
  const monthOn = startOfMonth(input.monthOn);
  if (monthOn > moment.today) return refuse({ code: 'not-begun' });
  try {
    await sql`select close_period(${input.kind}, ${monthOn}::date, ${actor.id}::uuid, ${actor.name}, ${moment.now}, ${input.reason ?? ''})`.execute(
      tx,
    );
  } catch (error) {
    return refusePeriod(error);
  }
  await auditPeriod(tx, actor, { ...input, monthOn, action: 'period.closed' });
  return ok();
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Maps the names of the period laws to refusals; anything else is thrown on. */
export function refusePeriod(error: unknown): { readonly ok: false; readonly refusal: PeriodRefusal } {
  if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return refuse({ code: 'busy' });
  switch (constraintOf(error)) {
    case 'period_already':
      return refuse({ code: 'already' });
    case 'period_earlier_open': {
      const said = JSON.parse((error as { detail: string }).detail) as { periodOn: string };
      return refuse({ code: 'earlier-open', periodOn: plainDate(said.periodOn) });
    }
    case 'period_reopen_approved':
    case 'period_events_approval_once_unique':
    case 'period_events_reopened_has_approval_check':
      return refuse({ code: 'not-approved' });
    default:
      throw error;
  }
}

type Audited = { kind: PeriodKind; monthOn: PlainDate; reason?: string; action: string; approvalId?: string };

/** The audit names a month by an id made of its kind and date. */
export async function auditPeriod(tx: Tx, actor: Actor, { action, reason = '', ...of }: Audited): Promise<void> {
  const subjectId = await periodId(tx, of);
  await writeAudit(tx, actor, { action, subjectKind: 'period', subjectId, after: of, reason });
}

export async function periodId(
  tx: Tx,
  of: { readonly kind: PeriodKind; readonly monthOn: PlainDate },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`select period_id(${of.kind}, ${of.monthOn}::date) as id`.execute(tx);
  return rows[0]!.id;
}
