import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { depositDueOn } from '../rules/deposit-clock.ts';
import { takeSteps } from './take-steps.server.ts';

type Open = { id: string; customer_id: string; received_on: PlainDate; dated_on: PlainDate; due_on: PlainDate };

/**
 * Tells the clock anew for every cheque that is not at the bank, after the bank holidays changed. Each that moves gets a
 * step with its new day; answers how many moved. Locks the cheques in id order; one that is banked meanwhile is left alone.
 */
export async function moveDueDates(tx: Tx, actor: Actor, moment: Moment): Promise<number> {
  const calendar = await getCalendar(tx);
  const { rows } = await sql<Open>`
    select i.id, i.customer_id, i.received_on, i.dated_on, s.due_on
    from lock_instruments(array(select instrument_id from instrument_standing where state in ('post_dated', 'in_hand'))) s
    join instruments i on i.id = s.instrument_id
    where s.state in ('post_dated', 'in_hand') order by i.id`.execute(tx);
  const steps = rows.flatMap((row) => {
    const dueOn = depositDueOn({ receivedOn: row.received_on, datedOn: row.dated_on }, calendar);
    if (dueOn === row.due_on) return [];
    const instrument = { id: row.id, customerId: row.customer_id };
    return [
      { instrument, kind: 'due_moved' as const, effectiveOn: moment.today, dueOn, reason: 'Bank holidays changed' },
    ];
  });
  await takeSteps(tx, actor, steps, moment);
  return steps.length;
}
