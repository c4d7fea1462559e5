import { AssertionBroken } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, addMonthsClamped, startOfMonth } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { delegate } from '#app/modules/approvals/commands/delegate.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { assignPartner } from '#app/modules/auth/commands/assign-partner.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { requestReopening } from '#app/modules/ledger/commands/request-reopening.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { creditOrAsk } from '#app/workflows/credit-or-ask.server.ts';
import { requestCustomerBank } from '#app/workflows/request-bank-details.server.ts';

/** More than a billing clerk credits alone, less than a manager approves. Minor units. */
const CREDIT_FROM = 20_000n;
const CREDIT_TO = 900_000n;
const AWAY_DAYS = 14;
const MONTHS_BACK = 5;

type Colleague = Actor & { id: string };

/**
 * What the demo's approvals begin with: a credit, a bank account and a closed month that wait for a second person, a
 * controller who is away, and a partner who sees two customers. Colleagues that an older data folder lacks are left out.
 */
export async function demoApprovals(
  tx: Tx,
  customers: readonly { id: string; number: string }[],
  moment: Moment,
): Promise<void> {
  const users = await tx.selectFrom('users').select(['id', 'name', 'role']).where('kind', '=', 'staff').execute();
  const as = (role: string): Colleague | undefined => {
    const user = users.find((one) => one.role === role);
    return user && { kind: 'staff', id: user.id, name: user.name, requestId: null, role };
  };
  const [clerk, manager, controller, partner] = ['billing_clerk', 'manager', 'controller', 'partner'].map(as);
  if (clerk) await askForCredit(tx, clerk, moment);
  if (manager) {
    await askForBank(tx, manager, { customerId: customers[2]!.id }, moment);
    const monthOn = addMonthsClamped(startOfMonth(moment.today), -MONTHS_BACK);
    const reason = 'The carrier’s invoice of that month came only now.';
    await must(requestReopening(tx, manager, { kind: 'posting', monthOn, reason }, moment));
  }
  if (manager && controller) {
    const away = {
      toUser: manager.id,
      fromOn: moment.today,
      toOn: addDays(moment.today, AWAY_DAYS),
      reason: 'On leave',
    };
    await must(delegate(tx, controller, away, moment));
  }
  const administrator = as('administrator');
  if (partner && administrator) {
    for (const { number } of customers.slice(0, 2))
      await must(assignPartner(tx, administrator, { userId: partner.id, customerNumber: number }, moment));
  }
}

async function askForCredit(tx: Tx, clerk: Colleague, moment: Moment): Promise<void> {
  const invoice = await tx
    .selectFrom('invoices as v')
    .innerJoin('open_items as i', 'i.id', 'v.open_item_id')
    .select('v.id')
    .where('v.kind', '=', 'invoice')
    .where('v.currency', '=', 'GBP')
    .whereRef('i.residual_minor', '=', 'i.amount_minor')
    .where('i.amount_minor', '>', CREDIT_FROM)
    .where('i.amount_minor', '<', CREDIT_TO)
    .orderBy('v.series_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!invoice) return;
  const input = {
    ...{ invoiceId: invoice.id, choice: { kind: 'whole' } as const, reasonCode: 'quality' },
    note: 'The whole delivery came wet and went back with the driver.',
    ...{ documentOn: moment.today, apply: { kind: 'corrected-first' } as const },
  };
  await must(creditOrAsk(tx, clerk, { input, rebill: null, once: newId<never>() as string, locale: 'en-GB' }, moment));
}

async function askForBank(
  tx: Tx,
  manager: Colleague,
  { customerId }: { customerId: string },
  moment: Moment,
): Promise<void> {
  const customer = await getCustomer(tx, customerId);
  if (!customer) return;
  const account = {
    ...{ currency: currency('GBP'), holder: customer.name, iban: null },
    ...{ accountNumber: '00000000', routing: '000000' },
  };
  const reason = 'They moved to another bank; we called them back on the number we have had for years.';
  await must(requestCustomerBank(tx, manager, { customer, account, reason }, moment));
}

async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(`the demo data was refused: ${JSON.stringify(answer.refusal)}`);
}
