import { AssertionBroken } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { agreeOrRequest } from '#app/modules/payment-plans/commands/agree-or-request.server.ts';
import { setPlanPolicy } from '#app/modules/payment-plans/commands/set-plan-policy.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import type { PlanChoices, PlanPolicyInput } from '#app/modules/payment-plans/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const PAYER: Actor = { ...SYSTEM, kind: 'customer', name: 'Accounts payable' };
const MANAGER: Actor = { ...SYSTEM, kind: 'staff', name: 'Ana Ruiz' };

/** From 100.00 to 25,000.00, up to six payments, at no cost. */
const POLICY: Omit<PlanPolicyInput, 'fromOn' | 'currency'> = {
  ...{ isOpen: true, minTotalMinor: 10_000n, maxTotalMinor: 2_500_000n, oldestDays: 120, mostCount: 6 },
  ...{ rhythms: ['weekly', 'fortnightly', 'monthly'], firstShareBp: 0, firstWithinDays: 31 },
  ...{ minInstalmentMinor: 2_500n, longestDays: 200, riskClasses: ['low', 'normal'], excludedKinds: [] },
  ...{ interestBp: 0, feeMinor: 0n, chargeTaxCode: null, graceDays: 3, cureDays: 7, missesToDefault: 2 },
  ...{ moveDays: 10, noticeDays: 3, needsMethod: false, afterDefaultDays: 365, reason: 'To begin with' },
};

/**
 * What customers agree alone, one plan that runs and one request for more payments than that. None of the customer `butOf`, whose
 * account stays as billed and paid.
 */
export async function demoPaymentPlans(
  tx: Tx,
  { butOf, baseCurrency }: { butOf: string; baseCurrency: string },
  moment: Moment,
): Promise<void> {
  const fromOn = moment.today;
  await must(setPlanPolicy(tx, MANAGER, { ...POLICY, fromOn, currency: currency(baseCurrency) }, moment));
  const found = await owing(tx, { butOf, baseCurrency }, moment);
  const [runs, asks] = found;
  if (runs) await ask(tx, runs, { count: 4, note: '' }, moment);
  if (asks) await ask(tx, asks, { count: 10, note: 'Our own customers pay us late this winter.' }, moment);
}

type Owing = { customerId: string; choices: PlanChoices };

/** Late in the list, so that the first customers stay as the other parts of the demo left them. */
async function owing(tx: Tx, of: { butOf: string; baseCurrency: string }, { today }: Moment): Promise<Owing[]> {
  const customers = await tx
    .selectFrom('customers')
    .select('id')
    .where('id', '<>', of.butOf)
    .where('currency', '=', of.baseCurrency)
    .where('archived_at', 'is', null)
    .orderBy('number', 'desc')
    .execute();
  const found: Owing[] = [];
  for (const { id } of customers) {
    const choices = (await planChoices(tx, id, today)).find((one) => one.currency === of.baseCurrency);
    const total = choices?.items.reduce((sum, item) => sum + item.residualMinor, 0n) ?? 0n;
    if (choices && total >= 40_000n && total <= POLICY.maxTotalMinor) found.push({ customerId: id, choices });
    if (found.length === 2) break;
  }
  return found;
}

function ask(tx: Tx, { customerId, choices }: Owing, of: { count: number; note: string }, moment: Moment) {
  const wish = {
    ...{ count: of.count, rhythm: 'monthly' as const, firstOn: addDays(moment.today, 7) },
    ...{ firstMinor: null, nextOn: null, currency: choices.currency },
    items: choices.items.map((item) => ({ itemId: item.itemId, amountMinor: item.residualMinor })),
  };
  return must(agreeOrRequest(tx, PAYER, { customerId, wish, methodId: null, note: of.note }, moment));
}

async function must<Value>(doing: Promise<Result<Value, { readonly code: string }>>): Promise<Value> {
  const done = await doing;
  if (done.ok) return done.value;
  throw new AssertionBroken(`the demo's payment plan was refused: ${done.refusal.code}`);
}
