import { type ApplicationId, type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
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
