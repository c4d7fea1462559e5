import { money } from '#app/kernel/money.ts';
import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  nothing,
  type Rendering,
  scopedAddress,
} from './letter-parts.server.ts';

const KINDS = { invoice: 'invoice', debit_note: 'debit-note', credit_note: 'credit-note' } as const;

/** Several documents of one customer in one mail, each with its amount and date, behind one link that opens just these. */
export async function gatheredLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const sendings = await deliveriesOfMessage(outside.db, message.id);
  const ids = outside.isPreview
    ? (message.details.invoiceIds ?? '').split(' ')
    : sendings.flatMap((sending) => (sending.invoiceId === null ? [] : [sending.invoiceId]));
  const found = await Promise.all(ids.map((invoiceId) => getInvoice(outside.db, { invoiceId })));
  const invoices = found.filter((invoice) => invoice !== null);
  if (invoices.length === 0 || message.customerId === null) return nothing('None of its documents exists.');
  const shown = [
    ...new Set(invoices.flatMap((invoice) => [invoice.id, ...(invoice.corrects ? [invoice.corrects.id] : [])])),
  ];
  return letter('invoicesIssued', {
    ...common(message, letterhead),
    documents: invoices.map((invoice) => ({
      kind: KINDS[invoice.kind],
      number: invoice.number,
      amount: money(invoice.kind === 'credit_note' ? invoice.grossMinor : invoice.leftMinor, invoice.currency),
      dueOn: invoice.kind === 'credit_note' || invoice.leftMinor === 0n ? null : invoice.dueOn,
    })),
    link: await scopedAddress(
      outside,
      { message, customerId: message.customerId, invoiceIds: shown },
      letterhead.moment,
    ),
    attached: sendings.every((sending) => sending.attaches),
  });
}
