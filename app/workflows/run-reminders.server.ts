import { addDays } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { isWorkingDay } from '#app/kernel/working-days.ts';
import { timeInZone } from '#app/kernel/zone-time.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { freeUnsentReminders } from '#app/modules/collections/commands/keep-back-reminder.server.ts';
import { noteReminderSending, orderReminder } from '#app/modules/collections/commands/order-reminder.server.ts';
import { endReminderRun, openReminderRun } from '#app/modules/collections/commands/reminder-run.server.ts';
import { collectionPolicy } from '#app/modules/collections/queries/collection-policy.server.ts';
import { remindersDue } from '#app/modules/collections/queries/reminders-due.server.ts';
import type { PlannedReminder, PolicyVersion, Tone } from '#app/modules/collections/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { deliveryChoice, recipientsOf } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { contactRules } from '#app/modules/delivery/queries/gate-facts.server.ts';
import type { ReminderLevel } from '#app/modules/documents/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { type Moment, momentIn, now } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { orderDelivery } from './order-delivery.server.ts';
import type { Producer } from './produce-document.server.ts';
import { produceReminder } from './produce-reminder.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

const ANSWER_DAYS = 7;
const LEVELS: Readonly<Record<Exclude<Tone, 'coming'>, ReminderLevel>> = { friendly: 1, firm: 2, last: 3 };

/**
 * Job, every quarter of an hour: on the morning of each working day, once the quiet hours are over, orders the reminders that
 * the policy makes due. They leave at the policy's hour, each through the gate, and a colleague may hold them until then. Broken
 * off, it goes on where it stood: who has today's is not reminded again.
 */
export async function runReminders(outside: Producer): Promise<void> {
  const { timeZone } = await getCompany(outside.db);
  const moment = momentIn(timeZone, now());
  const [rules, calendar] = [await contactRules(outside.db), await getCalendar(outside.db)];
  const [hour = 0, minute = 0] = timeInZone(moment.now, timeZone).split(':').map(Number);
  if (hour < rules.quietUntil || (rules.restDays && !isWorkingDay(moment.today, calendar))) return;
  const policy = await collectionPolicy(outside.db, moment.today);
  if (policy.stages.length === 0) return;
  const opened = await inTransaction(outside.db, async (tx) => ok(await openReminderRun(tx, policy.id, moment)));
  if (!opened.ok || !opened.value) return;
  await inTransaction(outside.db, async (tx) => ok(await freeUnsentReminders(tx, moment)));
  const sinceMidnight = (hour * 60 + minute) * 60 + moment.now.getUTCSeconds();
  const waitSeconds = Math.max(0, policy.sendHour * 3_600 - sinceMidnight);
  const ordered = await orderDue(outside, { policy, waitSeconds }, moment);
  await inTransaction(outside.db, async (tx) => ok(await endReminderRun(tx, ordered, moment)));
}

type Due = { readonly policy: PolicyVersion; readonly waitSeconds: number; readonly customerId?: string };

/** Orders the reminders a policy makes due today; with a customer, theirs alone. Answers how many were ordered. */
export async function orderDue(
  outside: Producer,
  { policy, waitSeconds, customerId }: Due,
  moment: Moment,
): Promise<number> {
  let ordered = 0;
  for await (const plan of remindersDue(outside.db, policy, moment.today, { customerId }))
    if (await orderOne(outside, { plan, policyId: policy.id, waitSeconds }, moment)) ordered += 1;
  return ordered;
}

type One = { readonly plan: PlannedReminder; readonly policyId: string; readonly waitSeconds: number };

/** One reminder with its letter and its sending, in one transaction. False where the day's was ordered meanwhile. */
async function orderOne(outside: Producer, one: One, moment: Moment): Promise<boolean> {
  const { customerId, currency, tone } = one.plan;
  const choice = await deliveryChoice(outside.db, customerId, 'reminder');
  if (tone === 'coming') {
    // A notice of what is coming is a mail or nothing: nobody carries paper for it.
    if (choice.channel !== 'email') return false;
    const to = await recipientsOf(outside.db, { customerId, kind: 'reminder', toRoles: choice.toRoles });
    return done(await inTransaction(outside.db, async (tx) => ok(await orderMails(tx, { ...one, to }, moment))));
  }
  const made = await produceReminder(outside, { customerId, currency, level: LEVELS[tone] });
  // Paid, planned or promised between the two looks.
  if (!made.ok && made.refusal.code === 'nothing-late') return false;
  if (!made.ok) throw new Error(`the reminder of customer ${customerId} could not be made: ${made.refusal.code}`);
  const documentId = made.value.id;
  return done(
    await inTransaction(outside.db, async (tx) => {
      const reminder = await note(tx, { ...one, documentId }, moment);
      if (!reminder) return ok(false);
      const about = { customerId, documentKind: 'reminder' as const, about: { documentId } };
      const once = `reminder:${reminder.reminderId}`;
      // Never gathered with other papers: it has its own hour.
      const sending = { ...about, once, channel: choice.channel, undoSeconds: one.waitSeconds };
      const order = await orderDelivery(tx, SYSTEM, sending, moment);
      if (order) await noteReminderSending(tx, { ...reminder, deliveryId: order.deliveryId });
      return ok(true);
    }),
  );
}

const done = (result: { ok: boolean; value?: boolean }): boolean => result.ok && result.value === true;

async function note(
  tx: Tx,
  { plan, policyId, waitSeconds, documentId }: One & { documentId: string | null },
  moment: Moment,
) {
  await lockCustomers(tx, [plan.customerId]);
  const leavesAt = new Date(moment.now.getTime() + waitSeconds * 1_000);
  const answerBy = plan.tone === 'last' ? addDays(moment.today, ANSWER_DAYS) : null;
  return orderReminder(tx, { plan, policyId, leavesAt, answerBy, documentId }, moment);
}

async function orderMails(tx: Tx, one: One & { readonly to: readonly string[] }, moment: Moment): Promise<boolean> {
  const reminder = await note(tx, { ...one, documentId: null }, moment);
  if (!reminder) return false;
  for (const toAddress of one.to.length > 0 ? one.to : [''])
    await queueMessage(
      tx,
      {
        ...{ kind: 'reminder', customerId: one.plan.customerId, toAddress },
        ...{ sendKey: `reminder:${reminder.reminderId}:${toAddress || 'nobody'}`, details: reminder },
        ...(toAddress ? { afterSeconds: one.waitSeconds } : { suppressedBecause: NO_ADDRESS }),
      },
      moment,
    );
  return true;
}
