import { type ApplicationId, type Id, type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { withdrawDelivery } from '#app/modules/delivery/commands/withdraw-delivery.server.ts';
import { documentTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { deliveriesOfInvoice, withdrawable } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Delivery, TimelineEntry } from '#app/modules/delivery/types.ts';
import { invoiceDelivery } from '#app/modules/reports/queries/invoice-delivery.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type ReadDb } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { resendInvoice } from '#app/workflows/resend-invoice.server.ts';
import { UNAPPLY_WORDS } from './unapply-words.ts';

const REASON_MAX = 300;

/** Sends a document once more; what it says when it is done. `once` names the asking. */
export async function sendAgain(
  invoiceId: InvoiceId,
  asked: string,
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const once = parseId(asked);
  if (!once) return refuse(formRefusal({ formErrors: ['The page is too old. Reload it and send again.'] }));
  const sent = await inTransaction(staffDb(), (tx) => resendInvoice(tx, actor, { invoiceId, once }, moment));
  if (sent.ok) return ok(`Sending again to ${sent.value.to.join(', ')}.`);
  const text =
    sent.refusal.code === 'nobody-receives'
      ? 'Nobody at this customer receives invoices. Add a person under Contacts, then send it again.'
      : 'This invoice does not exist.';
  return refuse(formRefusal({ formErrors: [text] }));
}

/** `told`: its mails and looks at it, for its badges. */
type Way = {
  told: Awaited<ReturnType<typeof invoiceDelivery>>;
  timeline: TimelineEntry[];
  tasks: Delivery[];
  canStop: Delivery[];
};

/** The document's way: its timeline, its open tasks, and what has not left yet. */
export async function readWay(db: ReadDb, invoiceId: string): Promise<Way> {
  const [told, timeline, sendings, canStop] = await Promise.all([
    invoiceDelivery(db, invoiceId),
    documentTimeline(db, { invoiceId }),
    deliveriesOfInvoice(db, invoiceId),
    withdrawable(db, invoiceId),
  ]);
  return { told, timeline, canStop, tasks: sendings.filter((one) => !UNATTENDED.includes(one.channel)) };
}

/** Nobody has to do anything for these. */
const UNATTENDED: readonly string[] = ['email', 'einvoice', 'portal'];

/** Takes a sending back before it has left. */
export async function doNotSend(
  invoiceId: InvoiceId,
  asked: string,
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const deliveryId = parseId<Id<'delivery'>>(asked);
  const own = deliveryId && (await deliveriesOfInvoice(staffDb(), invoiceId)).some((one) => one.id === deliveryId);
  const back = own && (await inTransaction(staffDb(), (tx) => withdrawDelivery(tx, actor, { deliveryId }, moment)));
  if (back !== false && back !== null && back.ok) return ok('It is taken back and is not sent.');
  return refuse(formRefusal({ formErrors: ['It has left already and cannot be taken back.'] }));
}

/** Takes an application of a credit note back. */
export async function unapplyFrom(
  sent: { of(name: string): string },
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const applicationId = parseId<ApplicationId>(sent.of('applicationId'));
  if (!applicationId) return refuse(formRefusal({ formErrors: ['Choose the application to undo.'] }));
  const field = `reason-${applicationId}`;
  const reason = sent.of(field).trim().slice(0, REASON_MAX);
  if (!reason) return refuse(formRefusal({ fieldErrors: { [field]: ['Say why, for whoever looks at this later.'] } }));
  const undone = await inTransaction(staffDb(), (tx) =>
    unapply(tx, actor, { applicationIds: [applicationId], reason }, moment),
  );
  if (undone.ok) return ok('Undone. The credit waits on the account and the invoice is open again.');
  return refuse(formRefusal({ formErrors: [UNAPPLY_WORDS[undone.refusal.code]] }));
}
