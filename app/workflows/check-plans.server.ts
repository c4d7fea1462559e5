import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { notePlanCharge } from '#app/modules/payment-plans/commands/note-plan-charge.server.ts';
import { planHoldIds } from '#app/modules/payment-plans/queries/plan-holds.server.ts';
import { plansInForce } from '#app/modules/payment-plans/queries/plans-to-check.server.ts';
import { planToCollect } from '#app/modules/payment-plans/queries/to-collect.server.ts';
import type { PlanCollection, PlanView } from '#app/modules/payment-plans/types.ts';
import type { Charged, ChargeRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { chargeSavedMethod } from './charge-saved-method.server.ts';
import { lookAtPlan } from './look-at-plan.server.ts';
import type { InTransaction } from './open-checkout.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

export type PlanPorts = Pick<Outside, 'db' | 'stripe' | 'baseUrl'>;

const PLANS_AT_ONCE = 200;

/**
 * Job, every hour: looks what became of each plan in force by the money that is there, then takes what is due from the plans that
 * have a method. Whatever it did stands in the plans' events: run twice, or again after it was killed, it does nothing twice.
 */
export async function checkPlans(ports: PlanPorts): Promise<{ checked: number; collected: number }> {
  const moment = await momentFor(ports);
  let [checked, collected, after] = [0, 0, 0n];
  for (;;) {
    const plans = await plansInForce(ports.db, after, PLANS_AT_ONCE);
    for (const { id } of plans) {
      collected += (await lookAt(ports, id, moment)) ? 1 : 0;
      checked += 1;
    }
    after = plans.at(-1)?.no ?? after;
    if (plans.length < PLANS_AT_ONCE) return { checked, collected };
  }
}

/** One plan that fails does not keep the others waiting; it is looked at again in an hour. */
async function lookAt(ports: PlanPorts, planId: string, moment: Moment): Promise<boolean> {
  try {
    return await checkAndCollect(ports, planId, moment);
  } catch (error) {
    log.error('a payment plan could not be looked at', { planId, error: String(error) });
    return false;
  }
}

async function checkAndCollect(ports: PlanPorts, planId: string, moment: Moment): Promise<boolean> {
  const found = await planToCollect(ports.db, planId, moment.today);
  if (found) {
    await collect(ports, found, moment);
    await lookAtPlan(ports, planId, moment);
    return true;
  }
  await lookAtPlan(ports, planId, moment);
  return false;
}

type ToCollect = { readonly plan: PlanView; readonly collection: PlanCollection };

/**
 * Takes an instalment from the plan's method, once for its day. A charge that could not even begin because another payment of the
 * same items is on its way, or the processor is silent, is tried again in an hour; anything else is written down as tried.
 */
async function collect(ports: PlanPorts, { plan, collection }: ToCollect, moment: Moment): Promise<void> {
  const { customerId, currency, methodId } = plan;
  if (methodId === null) return;
  const run: InTransaction = (work) => inTransaction(ports.db, work);
  const charged = await chargeSavedMethod(
    ports,
    run,
    {
      ...{ customerId, currency, amountMinor: collection.amountMinor, items: collection.items, methodId },
      ...{ once: collection.once, by: 'plan', byId: plan.id, planId: plan.id },
      ...{ ownHoldIds: await planHoldIds(ports.db, plan.id), notifyEmail: await whoHears(ports, customerId) },
    },
    moment,
  );
  if (!charged.ok && AGAIN.has(charged.refusal.code)) return;
  const note = {
    ...{ planId: plan.id, versionNo: plan.versionNo, instalmentNo: collection.instalmentNo },
    ...{ dueOn: plan.next?.dueOn ?? moment.today, amountMinor: collection.amountMinor, ...saidOf(charged) },
  };
  await inTransaction(ports.db, (tx) => notePlanCharge(tx, SYSTEM, note, moment));
}

const AGAIN: ReadonlySet<ChargeRefusal['code']> = new Set(['payment-in-flight', 'paid-meanwhile', 'processor-silent']);

function saidOf(charged: Awaited<ReturnType<typeof chargeSavedMethod>>) {
  if (!charged.ok) return { attemptId: null, state: 'not-started', failure: charged.refusal.code };
  const { attemptId, state, failure }: Charged = charged.value;
  return { attemptId, state, failure };
}

async function whoHears({ db }: PlanPorts, customerId: string): Promise<string> {
  const customer = await getCustomer(db, customerId);
  const contacts = customer?.contacts ?? [];
  return (contacts.find((contact) => contact.receivesInvoices) ?? contacts[0])?.email ?? '';
}
