import { sql } from 'kysely';
import { type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PeriodKind, PeriodRefusal } from '../types.ts';
import { auditPeriod, refusePeriod } from './close-period.server.ts';

export type ReopenPeriodInput = {
  readonly kind: PeriodKind;
  readonly monthOn: PlainDate;
  readonly reason: string;
  readonly approvalId: string;
};

/**
 * Opens one closed month again; the months around it stay as they are. Refuses without an approved request for this very
 * month, which counts once, and a month that is open. Waits at most ten seconds for postings under way.
 */
export async function reopenPeriod(
  tx: Tx,
  actor: Actor,
  input: ReopenPeriodInput,
  moment: Moment,
): Promise<Result<undefined, PeriodRefusal>> {
  const monthOn = startOfMonth(input.monthOn);
  try {
    await sql`select reopen_period(${input.kind}, ${monthOn}::date, ${actor.id}::uuid, ${actor.name}, ${moment.now}, ${input.reason},
      ${input.approvalId}::uuid)`.execute(tx);
  } catch (error) {
    return refusePeriod(error);
  }
  await auditPeriod(tx, actor, { ...input, monthOn, action: 'period.reopened' });
  return ok();
}
