import { businessMinutesBetween } from '#app/kernel/business-hours.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { addWorkingDays } from '#app/kernel/working-days.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { noteBreach, noteWarning } from '#app/modules/disputes/commands/note-breach.server.ts';
import { deskClock } from '#app/modules/disputes/queries/desk-clock.server.ts';
import { listRungs } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import {
  lateDisputes,
  nearDisputes,
  unansweredHandovers,
  waitingComplaints,
} from '#app/modules/disputes/queries/disputes-to-watch.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { carryTo } from './carry-complaint-up.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { addressesOfRole, staffAddress, tellDepartment, tellHandedOver, tellWork } from './tell-dispute-work.server.ts';

type World = Pick<Outside, 'db'>;

/**
 * Job, every ten minutes: notes targets that were missed, warns before the next ones, reminds departments and colleagues who owe an answer and
 * carries complaints up the ladder. Each in a transaction of its own, once however often it runs.
 */
export async function watchDisputes(outside: World, at?: Moment): Promise<void> {
  const moment = at ?? (await momentFor(outside));
  await noteLate(outside, moment);
  await warn(outside, moment);
  for (const { toUser, toEmail, ...of } of await unansweredHandovers(outside.db, moment.now))
    await inTransaction(outside.db, async (tx) =>
      ok(
        toUser === null
          ? await tellDepartment(tx, { ...of, toEmail }, moment)
          : await tellHandedOver(tx, { ...of, userId: toUser }, moment),
      ),
    );
  await climb(outside, moment);
}

async function noteLate({ db }: World, moment: Moment): Promise<void> {
  for (const { disputeId, clock, dueAt, ownerUser } of await lateDisputes(db, moment.now))
    await inTransaction(db, async (tx) => {
      if (!(await noteBreach(tx, { disputeId, clock }, moment))) return ok();
      const once = `${clock}:${dueAt.getTime()}`;
      return ok(await tellWork(tx, { disputeId, news: 'late', once, to: await whoIsTold(tx, ownerUser) }, moment));
    });
}

/** The owner is told; of what nobody has, who leads the desk. */
async function whoIsTold(tx: Tx, ownerUser: string | null): Promise<string[]> {
  const owner = ownerUser === null ? null : await staffAddress(tx, ownerUser);
  return owner ? [owner] : addressesOfRole(tx, 'manager');
}

async function warn({ db }: World, moment: Moment): Promise<void> {
  for (const { disputeId, queue, kind, dueAt, ownerUser } of await nearDisputes(db, moment.now)) {
    const { hours, warnMinutes } = await deskClock(db, { queue, kind });
    if (businessMinutesBetween(moment.now, dueAt, hours) > warnMinutes) continue;
    await inTransaction(db, async (tx) => {
      if (!(await noteWarning(tx, { disputeId }, moment))) return ok();
      const once = String(dueAt.getTime());
      return ok(await tellWork(tx, { disputeId, news: 'due', once, to: await whoIsTold(tx, ownerUser) }, moment));
    });
  }
}

/** A complaint of a Monday that nobody answered is at the supervisor's on Wednesday, two working days later. */
async function climb({ db }: World, moment: Moment): Promise<void> {
  const [rungs, calendar, { timeZone }] = await Promise.all([listRungs(db), getCalendar(db), getCompany(db)]);
  for (const { disputeId, waitingSince, stepped } of await waitingComplaints(db)) {
    const since = dateInZone(waitingSince, timeZone);
    for (const { position, afterDays } of rungs) {
      if (stepped.includes(position) || moment.today < addWorkingDays(since, afterDays, calendar)) continue;
      const why = `No answer for ${afterDays === 1 ? '1 working day' : `${afterDays} working days`}`;
      await inTransaction(db, (tx) => carryTo(tx, SYSTEM, { disputeId, position, why, days: afterDays }, moment));
    }
  }
}
