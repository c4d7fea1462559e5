import { assert } from '#app/kernel/assert.ts';
import type { BusinessHours } from '#app/kernel/business-hours.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeKind } from '../types.ts';

/** How soon a queue answers and resolves a kind, when it warns, and when it is staffed. Minutes of business hours. */
export type DeskClock = {
  readonly answerMinutes: number;
  readonly resolveMinutes: number;
  readonly warnMinutes: number;
  readonly hours: BusinessHours;
};

/** The targets and hours of a queue for a kind, by the company's calendar and time zone. */
export async function deskClock(
  db: ReadDb,
  of: { readonly queue: string; readonly kind: DisputeKind },
): Promise<DeskClock> {
  const row = await db
    .selectFrom('dispute_targets as t')
    .innerJoin('dispute_queues as q', 'q.code', 't.queue')
    .select(['t.answer_minutes', 't.resolve_minutes', 'q.warn_minutes', 'q.opens_minute', 'q.closes_minute'])
    .where('t.queue', '=', of.queue)
    .where('t.kind', '=', of.kind)
    .executeTakeFirst();
  assert(row, 'every queue has a target for every kind');
  const [{ timeZone }, calendar] = await Promise.all([getCompany(db), getCalendar(db)]);
  return {
    ...{ answerMinutes: row.answer_minutes, resolveMinutes: row.resolve_minutes, warnMinutes: row.warn_minutes },
    hours: { zone: timeZone, opensMinute: row.opens_minute, closesMinute: row.closes_minute, calendar },
  };
}
