import { ok } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { MessageKind } from '#app/modules/delivery/types.ts';
import { planOfEvent } from '#app/modules/payment-plans/queries/plan-version.server.ts';
import type { PlanEventKind } from '#app/modules/payment-plans/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

const KINDS: Readonly<Partial<Record<PlanEventKind, MessageKind>>> = {
  ...{ agreed: 'plan_agreed', renegotiated: 'plan_agreed', moved: 'plan_agreed' },
  ...{ requested: 'plan_answer', countered: 'plan_answer', declined: 'plan_answer' },
  ...{ coming: 'plan_payment', late: 'plan_payment', missed: 'plan_payment', reopened: 'plan_payment' },
  ...{ settled_early: 'plan_over', ended: 'plan_over', defaulted: 'plan_over', cancelled: 'plan_over' },
};

/**
 * Job: orders the mail about an event of a plan to the first contact who receives invoices, once an event; without an address it is
 * kept as suppressed. Any number of times, once.
 */
export async function tellPlan(outside: Pick<Outside, 'db'>, eventId: string): Promise<void> {
  const event = await planOfEvent(outside.db, eventId);
  const kind = event && KINDS[event.kind as PlanEventKind];
  if (!event || !kind) return;
  const customer = await getCustomer(outside.db, event.customerId);
  const to = customer?.contacts.find((contact) => contact.receivesInvoices)?.email;
  const moment = await momentFor(outside);
  const message = {
    ...{ kind, sendKey: `plan:${eventId}`, customerId: event.customerId, details: { eventId } },
    ...{ toAddress: to ?? '', ...(to ? {} : { suppressedBecause: NO_ADDRESS }) },
  };
  await inTransaction(outside.db, async (tx) => ok(await queueMessage(tx, message, moment)));
}
