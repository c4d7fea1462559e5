import { assert } from '#app/kernel/assert.ts';
import { runDraftTaxes } from '#app/modules/billing-runs/queries/run-draft-taxes.server.ts';
import type { RunDraft } from '#app/modules/billing-runs/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { invoicePdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import { type InvoiceOnPaper, invoiceDocument } from './document-props.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

/** The PDF a draft's invoice would have, with the words "not issued" where its number will stand. Nothing is kept. */
export async function renderRunDraft(outside: Producer, draft: RunDraft): Promise<Uint8Array> {
  const { db } = outside;
  const [seller, customer, taxes] = await Promise.all([
    sellerOn(db, { on: draft.documentOn }),
    getCustomer(db, draft.customerId as never),
    runDraftTaxes(db, { draftId: draft.id }),
  ]);
  assert(customer, 'a draft is for a customer');
  const named = new Map(taxes.map((tax) => [tax.taxCode, tax]));
  const invoice: InvoiceOnPaper = {
    ...{ kind: 'invoice', number: 'Sample, not issued', note: '' },
    ...{ customerId: draft.customerId, customerNumber: draft.customerNumber, currency: draft.currency },
    billTo: {
      ...{ name: customer.name, addressLines: customer.addressLines, country: customer.country },
      ...{ taxNumber: customer.taxNumber, language: customer.language },
    },
    ...{ documentOn: draft.documentOn, dueOn: draft.dueOn, poNumber: draft.poNumber },
    ...{ terms: draft.terms, dueByHand: false },
    ...{ serviceFromOn: draft.serviceFromOn, serviceToOn: draft.serviceToOn },
    ...{ corrects: null, replaces: null, reason: null },
    lines: draft.lines.map((line) => ({ ...line, taxLetter: named.get(line.taxCode)?.letter ?? 'S' })),
    ...{ taxes, netMinor: draft.netMinor, taxMinor: draft.taxMinor, grossMinor: draft.grossMinor },
  };
  const job = invoicePdf(invoiceDocument(invoice, { ...seller, link: outside.baseUrl }));
  return renderDocument(outside, job);
}
