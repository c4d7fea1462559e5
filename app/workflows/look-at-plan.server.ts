import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { makePlanTask } from '#app/modules/collections/commands/make-plan-task.server.ts';
import { checkPlan } from '#app/modules/payment-plans/commands/check-plan.server.ts';
import { plansInForceOf } from '#app/modules/payment-plans/queries/plans-to-check.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

type Ports = Pick<Outside, 'db'>;

/**
 * Looks what became of a plan by the money that is there; one that ended in default becomes somebody's task in the same
 * transaction. A plan that is over hears nothing any more. Any number of times.
 */
export async function lookAtPlan({ db }: Ports, planId: string, moment: Moment): Promise<void> {
  await inTransaction(db, async (tx) => {
    const looked = await checkPlan(tx, SYSTEM, { planId }, moment);
    if (looked.ok && looked.value.state === 'defaulted') await makePlanTask(tx, { planId, ...looked.value }, moment);
    return looked.ok ? ok() : looked;
  });
}

/** The job that `noticePlans` orders. */
export const lookAtPlanNow = async (ports: Ports, planId: string): Promise<void> =>
  lookAtPlan(ports, planId, await momentFor(ports));

/** Money moved on a customer's account: as for several. */
export const noticePlans = (tx: Tx, customerId: string): Promise<void> => noticePlansOf(tx, [customerId]);

/**
 * Money moved on customers' accounts, however it came: what it means for the plans in force there, or elsewhere in their groups, is
 * looked at by jobs of the same transaction, not within the hour.
 */
export async function noticePlansOf(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const planIds = await plansInForceOf(tx, customerIds);
  await enqueueMany(
    tx,
    'check-plans',
    planIds.map((planId) => ({ planId })),
  );
}
