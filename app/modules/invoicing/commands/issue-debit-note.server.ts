import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { InvoiceInput, IssuedInvoice, IssueRefusal } from '../types.ts';
import { issueInvoices } from './issue-invoices.server.ts';

/** Lines like an invoice, a reason, and the invoice it corrects where there is one. */
export type DebitNoteInput = InvoiceInput & { readonly reasonCode: string; readonly correctsId: string | null };

/**
 * Issues a debit note: something more is owed than was billed. Its own number series, tax of its own date. Refuses what
 * issuing refuses, and `correction-does-not-fit` where the corrected document is of another customer or currency, younger,
 * or no invoice. Locks the customer.
 */
export async function issueDebitNote(
  tx: Tx,
  actor: Actor,
  input: DebitNoteInput,
  moment: Moment,
): Promise<Result<IssuedInvoice, IssueRefusal>> {
  const issued = await issueInvoices(tx, actor, { seriesCode: 'DN', invoices: [input] }, moment);
  return issued.ok ? ok(issued.value[0]!) : issued;
}
