import { AssertionBroken } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import { payeeAccount } from '#app/modules/adjustments/queries/credit-to-refund.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { requestCustomerBank } from '#app/workflows/request-bank-details.server.ts';

/** Little enough for a manager alone. Minor units. */
const WRITTEN_OFF_MINOR = 1_240n;
const OLD_DAYS = 45;

type Colleague = Actor & { id: string };

/**
 * What the demo's adjustments begin with: a small rest of an old invoice written off, a customer's bank account that two
 * people have agreed on, and a refund to it that waits for a second person.
 */
export async function demoAdjustments(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const users = await tx.selectFrom('users').select(['id', 'name', 'role']).where('kind', '=', 'staff').execute();
  const as = (role: string): Colleague | undefined => {
    const user = users.find((one) => one.role === role);
    return user && { kind: 'staff', id: user.id, name: user.name, requestId: null, role };
  };
  const [manager, controller] = [as('manager'), as('controller')];
  if (!manager || !controller) return;
  await writeOffRest(tx, manager, { butOf }, moment);
  await askForRefund(tx, { asks: as('cash_poster') ?? manager, manager, controller, butOf }, moment);
}

async function writeOffRest(tx: Tx, manager: Colleague, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const item = await tx
    .selectFrom('open_items')
    .select('id')
    .where('side', '=', 'debit')
    .where('currency', '=', 'GBP')
    .where('customer_id', '<>', butOf)
    .where('residual_minor', '>=', WRITTEN_OFF_MINOR)
    .where('due_on', '<', addDays(moment.today, -OLD_DAYS))
    .orderBy('residual_minor')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!item) return;
  const input = {
    ...{ itemId: item.id, amountMinor: WRITTEN_OFF_MINOR, reasonCode: 'agreed', against: 'expense' as const },
    ...{ reason: 'The pallet deposit they never agreed to; settled on the phone.', effectiveOn: moment.today },
  };
  await must(askWriteOff(tx, manager, input, moment));
}

type People = { asks: Colleague; manager: Colleague; controller: Colleague; butOf: string };

async function askForRefund(tx: Tx, { asks, manager, controller, butOf }: People, moment: Moment): Promise<void> {
  const credit = await tx
    .selectFrom('open_items')
    .select(['id', 'customer_id', 'residual_minor'])
    .where('kind', '=', 'payment')
    .where('currency', '=', 'GBP')
    .where('customer_id', '<>', butOf)
    .where('residual_minor', '>', 0n)
    .orderBy('effective_on', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const customer = credit && (await getCustomer(tx, credit.customer_id));
  if (!credit || !customer) return;
  const account = {
    ...{ currency: currency('GBP'), holder: customer.name, iban: null },
    ...{ accountNumber: '00000000', routing: '000000' },
  };
  const reason = 'Given on their letterhead; we called them back on the number we have.';
  const asked = await must(requestCustomerBank(tx, manager, { customer, account, reason }, moment));
  const decision = { approvalId: asked.approvalId, decision: 'approve' as const, note: '' };
  await must(decideAndDo(tx, controller, decision, moment));
  const payee = await payeeAccount(tx, { customerId: customer.id, currency: 'GBP' });
  const wish = {
    ...{ creditItemId: credit.id, amountMinor: credit.residual_minor, method: 'bank' as const },
    ...{ bankAccountId: payee?.id ?? null, reasonCode: 'overpaid', effectiveOn: moment.today },
    reason: 'They paid ahead and would rather have it back than leave it on the account.',
  };
  await must(askRefund(tx, asks, wish, moment));
}

async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(`the demo data was refused: ${JSON.stringify(answer.refusal)}`);
}
