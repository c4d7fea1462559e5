import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { type DecideChangeInput, decideChange } from '#app/modules/customers/commands/decide-change.server.ts';
import { doDueChange, dueChanges } from '#app/modules/customers/commands/do-due-changes.server.ts';
import { waitingChanges } from '#app/modules/customers/queries/customer-changes.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { ChangeRefusal } from '#app/modules/customers/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { requestCustomerBank } from './request-bank-details.server.ts';

/**
 * Decides what a customer asked about itself. Details are changed on their day. Bank details are not changed by this: granting
 * them asks for the approval of a second colleague, in the name of the one who granted, under the usual limits.
 */
export async function decideCustomerChange(
  tx: Tx,
  actor: Actor,
  input: DecideChangeInput,
  moment: Moment,
): Promise<Result<{ readonly fromOn: string | null; readonly approvalId: string | null }, ChangeRefusal>> {
  const asked = (await waitingChanges(tx)).find(({ id }) => id === input.requestId);
  if (!asked || asked.kind === 'details' || input.decision.kind === 'decline') {
    const decided = await decideChange(tx, actor, input, moment);
    return decided.ok ? ok({ ...decided.value, approvalId: null }) : decided;
  }
  const customer = await getCustomer(tx, asked.customerId);
  if (!customer || customer.archivedAt) return refuse({ code: 'not-found' });
  const reason = `${asked.askedByName} asked for it on the customer’s page. ${asked.note}`.trim();
  const requested = await requestCustomerBank(tx, actor, { customer, account: asked.value, reason }, moment);
  if (!requested.ok) return refuse({ code: 'own-request' });
  const { approvalId } = requested.value;
  const decided = await decideChange(tx, actor, { ...input, decision: { ...input.decision, approvalId } }, moment);
  return decided.ok ? ok({ ...decided.value, approvalId }) : decided;
}

/** Job: writes granted changes into their customers once their day has come, each in a transaction of its own. */
export async function doChangesOfTheDay(outside: Pick<Outside, 'db'>): Promise<number> {
  const moment = await momentFor(outside);
  let done = 0;
  for (const requestId of await dueChanges(outside.db, moment)) {
    const one = await inTransaction(outside.db, async (tx) => ok(await doDueChange(tx, SYSTEM, requestId, moment)));
    if (one.ok && one.value) done += 1;
  }
  return done;
}
