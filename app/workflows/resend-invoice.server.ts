import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Sends an issued invoice once more to everyone at the customer who receives invoices, as a person asked. `once` names
 * this asking: the same one twice sends once. Refuses an unknown invoice and a customer where nobody receives invoices.
 */
export async function resendInvoice(
  tx: Tx,
  actor: Actor,
  input: { readonly invoiceId: string; readonly once: string },
  moment: Moment,
): Promise<Result<{ to: string[] }, { readonly code: 'unknown-invoice' | 'nobody-receives' }>> {
  const invoice = await getInvoice(tx, { invoiceId: input.invoiceId });
  if (!invoice) return refuse({ code: 'unknown-invoice' });
  const customer = await getCustomer(tx, invoice.customerId);
  const to = (customer?.contacts ?? []).filter((contact) => contact.receivesInvoices).map((contact) => contact.email);
  if (to.length === 0) return refuse({ code: 'nobody-receives' });
  const queued = [];
  for (const toAddress of to) {
    const sendKey = `invoice:${invoice.id}:${toAddress}:${input.once}`;
    const about = { kind: 'invoice' as const, customerId: invoice.customerId, invoiceId: invoice.id, toAddress };
    queued.push(await queueMessage(tx, { sendKey, ...about }, moment));
  }
  if (queued.some((message) => message !== null))
    await writeAudit(tx, actor, {
      action: 'invoice.sent-again',
      subjectKind: 'invoice',
      subjectId: invoice.id,
      customerId: invoice.customerId,
    });
  return ok({ to });
}
