import { assert } from '#app/kernel/assert.ts';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { agreeOrRequest } from '#app/modules/payment-plans/commands/agree-or-request.server.ts';
import { setPlanPolicy } from '#app/modules/payment-plans/commands/set-plan-policy.server.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import type { PlanPolicyInput, PlanShape, PlanWish } from '#app/modules/payment-plans/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { payerOf } from './paying.ts';
import { CLERK, GBP } from './people.ts';

/** What most plans of the tests are agreed inside of. */
export const POLICY: Omit<PlanPolicyInput, 'fromOn'> = {
  ...{ currency: GBP, isOpen: true, minTotalMinor: 10_000n, maxTotalMinor: 500_000n, oldestDays: 90, mostCount: 12 },
  ...{ rhythms: ['weekly', 'fortnightly', 'monthly'], firstShareBp: 500, firstWithinDays: 31 },
  ...{
    minInstalmentMinor: 2_500n,
    longestDays: 366,
    riskClasses: ['low', 'normal'],
    excludedKinds: ['opening_balance'],
  },
  ...{ interestBp: 0, feeMinor: 0n, chargeTaxCode: null, graceDays: 7, cureDays: 14 },
  ...{ missesToDefault: 2, moveDays: 10, noticeDays: 3, needsMethod: false, afterDefaultDays: 365, reason: 'Test' },
};

export async function aPolicy(db: Db, moment: Moment, fields: Partial<PlanPolicyInput> = {}): Promise<bigint> {
  const input = { ...POLICY, fromOn: moment.today, ...fields };
  return must(await inTransaction(db, (tx) => setPlanPolicy(tx, CLERK, input, moment))).versionNo;
}

export function must<Value>(result: Result<Value, unknown>): Value {
  const words = JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  assert(result.ok, `refused: ${words}`);
  return result.value;
}

/** A wish over everything the customer can choose now. */
export async function wishOf(
  db: Db,
  customerId: string,
  { today }: Moment,
  shape: Partial<PlanShape> = {},
): Promise<PlanWish> {
  const [choices] = await planChoices(db, customerId, today);
  assert(choices, 'something is owed');
  const items = choices.items.map((item) => ({ itemId: item.itemId, amountMinor: item.residualMinor }));
  const equal = { count: 4, rhythm: 'monthly' as const, firstOn: addDays(today, 7), firstMinor: null, nextOn: null };
  return { ...equal, ...shape, currency: choices.currency, items };
}

/** What the customer's person asks for, done as the worker does it. */
export const ask = (
  db: Db,
  customerId: string,
  of: { readonly wish: PlanWish; readonly methodId?: string | null },
  moment: Moment,
) =>
  inTransaction(db, (tx: Tx) =>
    agreeOrRequest(
      tx,
      payerOf(customerId).actor,
      { customerId, wish: of.wish, methodId: of.methodId ?? null, note: '' },
      moment,
    ),
  );

/** A plan agreed over everything the customer owes. Answers its id. */
export async function agreed(
  db: Db,
  customerId: string,
  moment: Moment,
  shape: Partial<PlanShape> = {},
  methodId: string | null = null,
): Promise<string> {
  const wish = await wishOf(db, customerId, moment, shape);
  const started = must(await ask(db, customerId, { wish, methodId }, moment));
  assert(started.state === 'active', 'it lies inside the policy');
  return started.planId;
}

/** A plan in a line: its state, then each instalment's day, state and what is there of it. */
export async function standing(db: Db, planId: string, today: PlainDate | string): Promise<string[]> {
  const plan = await getPlan(db, { planId }, plainDate(today));
  assert(plan, 'there is a plan');
  return [plan.state, ...plan.schedule.map((one) => `${one.dueOn} ${one.state} ${one.paidMinor}/${one.amountMinor}`)];
}

/** The kinds of a plan's events in order, instalments by number. */
export async function story(db: Db, planId: string): Promise<string[]> {
  const plan = await getPlan(db, { planId }, plainDate('2026-01-01'));
  return (plan?.events ?? []).map((event) => `${event.kind}${event.instalmentNo ? ` ${event.instalmentNo}` : ''}`);
}
