import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { deliveryChoice, recipientsOf } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { orderDelivery } from './order-delivery.server.ts';

/**
 * Sends an issued invoice once more by e-mail to everyone at the customer who gets them, as a person asked. `once` names
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
  const { customerId, kind } = invoice;
  const { toRoles } = await deliveryChoice(tx, customerId, kind);
  const to = await recipientsOf(tx, { customerId, kind, toRoles });
  if (to.length === 0) return refuse({ code: 'nobody-receives' });
  const order = { customerId, documentKind: kind, about: { invoiceId: invoice.id }, once: input.once };
  const sent = await orderDelivery(tx, actor, { ...order, channel: 'email' }, moment);
  if (sent)
    await writeAudit(tx, actor, {
      action: 'invoice.sent-again',
      subjectKind: 'invoice',
      subjectId: invoice.id,
      customerId,
    });
  return ok({ to });
}
