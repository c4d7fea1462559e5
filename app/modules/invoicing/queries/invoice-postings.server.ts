import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { buildInvoiceEntry } from '../rules/build-invoice-entry.ts';
import type { PricedInvoice } from '../types.ts';

export type InvoicePosting = { readonly account: string; readonly amountMinor: bigint; readonly baseMinor: bigint };

/**
 * What the entry of an invoice posts beside its receivables line, credits below zero, in its currency and in base: the
 * entry issueInvoices would post, for who issues by other means.
 */
export function invoicePostings(of: {
  readonly currency: Currency;
  readonly documentOn: PlainDate;
  readonly priced: PricedInvoice;
  readonly grossBaseMinor: bigint;
}): InvoicePosting[] {
  const ids = { entryId: '', invoiceId: '', itemId: '', customerId: '' };
  const { currency, documentOn, priced, grossBaseMinor } = of;
  const days = { effectiveOn: documentOn, dueOn: documentOn };
  const entry = buildInvoiceEntry({ kind: 'invoice', ...ids, ...days, currency, memo: '', priced, grossBaseMinor });
  return entry.lines.slice(1).map(({ account, amountMinor, baseMinor }) => ({ account, amountMinor, baseMinor }));
}
