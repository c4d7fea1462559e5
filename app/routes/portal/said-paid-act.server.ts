import type { InvoiceId } from '#app/kernel/ids.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { sayPaid } from '#app/modules/collections/commands/say-paid.server.ts';
import { saidPaidForm } from '#app/modules/collections/forms.ts';
import { saidPaidOf } from '#app/modules/collections/queries/portal-promises.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { foundOr404 } from './found-or-404.ts';

type Teller = {
  readonly actor: Actor;
  readonly scope: PortalScope;
  readonly customerId: string;
  readonly moment: Moment;
};

/** The invoice as the page of "already paid" shows it, within the scope of who asks. */
export async function invoiceToSay({ scope, customerId }: Pick<Teller, 'scope' | 'customerId'>, invoiceId: InvoiceId) {
  return readAsPortal(portalDb(), scope, async (db) => {
    const found = await getInvoice(db, { invoiceId, customerId });
    const { id, number, currency, leftMinor } = foundOr404(found?.kind === 'credit_note' ? null : found, 'invoice');
    return { invoice: { id, number, currency, leftMinor }, said: await saidPaidOf(db, { customerId, invoiceId }) };
  });
}

/** Takes what a customer says of one invoice, signed in or by a link. */
export async function actOnSaidPaid(
  teller: Teller,
  { invoiceId, request }: { readonly invoiceId: InvoiceId; readonly request: Request },
): Promise<Result<void, FormRefusal>> {
  const { invoice } = await invoiceToSay(teller, invoiceId);
  const form = await parseForm(request, saidPaidForm);
  if (!form.ok) return form;
  const wrong = (fieldErrors: Record<string, string[]>, formErrors: string[] = []) =>
    refuse(formRefusal({ fieldErrors, formErrors, values: form.value }));
  const amount = parseMoney(form.value.amount, invoice.currency);
  const day = parsePlainDate(form.value.paidOn);
  if (!amount.ok || amount.value <= 0n) return wrong({ amount: ['Enter an amount like 1,240.00.'] });
  if (!day.ok) return wrong({ paidOn: ['Choose the day on which you paid.'] });
  const { customerId, actor, moment, scope } = teller;
  const said = { customerId, invoiceId, amountMinor: amount.value, paidOn: day.value, reference: form.value.reference };
  const done = await writeAsPortal(portalDb(), scope, (tx) => sayPaid(tx, actor, said, moment));
  if (done.ok) return ok();
  switch (done.refusal.code) {
    case 'said-already':
      return wrong({}, ['You told us about this invoice already. We are looking for the money.']);
    case 'too-late':
      return wrong({ paidOn: ['Choose today or a day before. For a later day, promise us the day instead.'] });
    case 'too-early':
      return wrong({ paidOn: ['Choose a day of the last twelve months.'] });
  }
}
