import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addContact } from '#app/modules/customers/commands/add-contact.server.ts';
import { changeContactFacts } from '#app/modules/customers/commands/change-contact.server.ts';
import { type DecideChangeInput, decideChange } from '#app/modules/customers/commands/decide-change.server.ts';
import { claimDueContact, doDueChange, dueChanges } from '#app/modules/customers/commands/do-due-changes.server.ts';
import { waitingChanges } from '#app/modules/customers/queries/customer-changes.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { ChangeRefusal } from '#app/modules/customers/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { changeAddressAndTask } from './change-contact-address.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { removeContactAndLinks } from './remove-contact.server.ts';
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
  if (asked?.kind !== 'bank' || input.decision.kind === 'decline') {
    const decided = await decideChange(tx, actor, input, moment);
    if (!decided.ok) return decided;
    const { fromOn } = decided.value;
    if (fromOn !== null && fromOn <= moment.today) await doContactChange(tx, actor, input.requestId, moment);
    return ok({ fromOn, approvalId: null });
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

/**
 * Does a granted change of a contact on its day; harmless where it was done. What was not asked to change keeps what colleagues
 * made of it meanwhile. A contact that is gone by then, or an address somebody else has, leaves things as they are.
 */
export async function doContactChange(tx: Tx, actor: Actor, requestId: string, moment: Moment): Promise<boolean> {
  const due = await claimDueContact(tx, requestId, moment);
  if (!due) return false;
  const { customerId, value, was } = due;
  const { contactId, remove, ...contact } = value;
  if (contactId === null) await addContact(tx, actor, { customerId, ...contact });
  else if (remove) await removeContactAndLinks(tx, actor, { customerId, contactId }, moment);
  else {
    const { email, ...facts } = contact;
    const changed = Object.entries(facts).filter(([name, said]) => said !== was[name as keyof typeof was]);
    await changeContactFacts(tx, actor, { customerId, contactId, facts: Object.fromEntries(changed) });
    if (email !== was.email) await changeAddressAndTask(tx, actor, { customerId, contactId, email }, moment);
  }
  return true;
}

/** Job: writes granted changes into their customers once their day has come, each in a transaction of its own. */
export async function doChangesOfTheDay(outside: Pick<Outside, 'db'>): Promise<number> {
  const moment = await momentFor(outside);
  let done = 0;
  for (const requestId of await dueChanges(outside.db, moment)) {
    const one = await inTransaction(outside.db, async (tx) =>
      ok((await doDueChange(tx, SYSTEM, requestId, moment)) || (await doContactChange(tx, SYSTEM, requestId, moment))),
    );
    if (one.ok && one.value) done += 1;
  }
  return done;
}
