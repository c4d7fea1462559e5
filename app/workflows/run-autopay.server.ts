import { inParallel } from '#app/kernel/in-parallel.ts';
import { ok } from '#app/kernel/result.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { noticeCollection } from '#app/modules/autopay/commands/notice-collection.server.ts';
import { steerAutopayRule } from '#app/modules/autopay/commands/steer-rule.server.ts';
import { chargesToWork } from '#app/modules/autopay/queries/charges.server.ts';
import { methodsEnding } from '#app/modules/autopay/queries/methods-ending.server.ts';
import { plannedCollections } from '#app/modules/autopay/queries/planned-collections.server.ts';
import { customersWithAutopay } from '#app/modules/autopay/queries/rules.server.ts';
import type { PausedBecause, SkippedBecause } from '#app/modules/autopay/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type CollectPorts, collectOne } from './collect-autopay.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { settlesInLots } from './settle-in-lots.server.ts';

export type AutopayPorts = Pick<Outside, 'db' | 'stripe' | 'baseUrl'>;

/** Customers whose accounts are read at once. */
const CUSTOMERS_AT_ONCE = 200;
const CHARGES_AT_ONCE = 200;
/** Debits asked for, or notices written, at the same time: the processor answers in parallel, our pool has ten connections. */
const WIDTH = 8;

export type AutopayRun = { readonly noticed: number; readonly worked: number; readonly told: number };

/**
 * Job, every hour: collects what was announced and has come due, learns what became of what is with the bank, announces what
 * comes next, and tells of cards that end. Whatever it did before stands in the tables: run twice, or again after it was
 * killed, it does nothing twice.
 */
export async function runAutopay(ports: AutopayPorts): Promise<AutopayRun> {
  const moment = await momentFor(ports);
  const worked = await collectDue(ports, moment);
  const noticed = await noticeNext(ports, moment);
  return { noticed, worked, told: await tellOfEnds(ports, moment) };
}

async function collectDue(ports: AutopayPorts, moment: Moment): Promise<number> {
  let worked = 0;
  const asking = { ...ports, settle: settlesInLots(ports, moment) };
  for (let after: string | null = null; ; ) {
    const ids = await chargesToWork(ports.db, { today: moment.today, after, limit: CHARGES_AT_ONCE });
    await inParallel(ids, WIDTH, (id) => workOne(asking, id, moment));
    worked += ids.length;
    after = ids.at(-1) ?? null;
    if (ids.length < CHARGES_AT_ONCE) return worked;
  }
}

const PAUSED_BY: Partial<Record<SkippedBecause, PausedBecause>> = { method: 'method', notice: 'notice' };

/** One collection; where its method or its notice fails for good the rule rests until the customer looks at it. */
async function workOne(ports: CollectPorts, chargeId: string, moment: Moment): Promise<void> {
  const ended = await collectOne(ports, chargeId, moment);
  const because = ended && PAUSED_BY[ended.because];
  if (!because) return;
  const { customerId, ruleId } = ended;
  const steering = { to: 'paused' as const, because, untilOn: null };
  await inTransaction(ports.db, (tx) => steerAutopayRule(tx, SYSTEM, { customerId, ruleId, steering }, moment));
}

async function noticeNext({ db }: AutopayPorts, moment: Moment): Promise<number> {
  const calendar: WorkingCalendar = await getCalendar(db);
  let noticed = 0;
  for (let after: string | null = null; ; ) {
    const customerIds = await customersWithAutopay(db, { after, limit: CUSTOMERS_AT_ONCE });
    const planned = await plannedCollections(db, { customerIds, today: moment.today, calendar });
    const due = planned.filter(({ isNoticeDue }) => isNoticeDue);
    const done = await inParallel(due, WIDTH, (one) => inTransaction(db, (tx) => noticeCollection(tx, one, moment)));
    noticed += done.filter(({ ok: isDone }) => isDone).length;
    after = customerIds.at(-1) ?? null;
    if (customerIds.length < CUSTOMERS_AT_ONCE) return noticed;
  }
}

/** Tells once for each of the policy's days that a card autopay takes from comes to its end. */
async function tellOfEnds({ db }: AutopayPorts, moment: Moment): Promise<number> {
  let told = 0;
  for (let after: string | null = null; ; ) {
    const { ending, last } = await methodsEnding(db, { today: moment.today, after, limit: CUSTOMERS_AT_ONCE });
    for (const { methodId, customerId, lastOn, stage, notifyEmail } of ending) {
      const order = {
        ...{ sendKey: `method_expiring:${methodId}:${lastOn}:${stage}`, kind: 'method_expiring' as const, customerId },
        ...{ toAddress: notifyEmail, details: { methodId } },
      };
      const queued = await inTransaction(db, async (tx) => ok(await queueMessage(tx, order, moment)));
      if (queued.ok && queued.value) told += 1;
    }
    if (last === null) return told;
    after = last;
  }
}
