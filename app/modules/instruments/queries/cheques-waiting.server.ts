import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { nextWorkingDay } from '#app/kernel/working-days.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

type Waiting = { readonly count: number; readonly since: PlainDate | null };
/** Past their day; to be banked by the next working day; post-dated whose day has come; returned and not spoken about. */
export type ChequesWaiting = Readonly<Record<'late' | 'toBank' | 'mayBeBanked' | 'toFollowUp', Waiting>>;

const COUNT_MAX = 1_000;

/** The cheques somebody has to do something with, in one round trip; a count stops at 1,000. */
export async function chequesWaiting(db: ReadDb, today: PlainDate): Promise<ChequesWaiting> {
  const tomorrow = nextWorkingDay(today, await getCalendar(db));
  const counted = (day: ReturnType<typeof sql>, rule: ReturnType<typeof sql>) =>
    sql`(select json_build_object('count', count(*)::int, 'since', min(day)) from (
      select ${day} as day from instrument_standing s join instruments i on i.id = s.instrument_id where ${rule} limit ${COUNT_MAX}) waiting)`;
  const { rows } = await sql<ChequesWaiting>`select
    ${counted(sql`s.due_on`, sql`s.state in ('in_hand', 'post_dated') and s.due_on < ${today}`)} as "late",
    ${counted(sql`s.due_on`, sql`s.state = 'in_hand' and s.due_on <= ${tomorrow}`)} as "toBank",
    ${counted(sql`i.dated_on`, sql`s.state = 'post_dated' and i.dated_on <= ${today}`)} as "mayBeBanked",
    ${counted(sql`s.ended_on`, sql`s.state = 'returned' and s.followed_up_on is null`)} as "toFollowUp"`.execute(
    db as never,
  );
  return rows[0]!;
}
