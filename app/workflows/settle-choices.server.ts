import type { PlainDate } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { doCreditUse } from '#app/modules/cash-application/commands/do-credit-use.server.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import type { IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { billSurcharge, keepSurchargeNote } from '#app/modules/payments/commands/bill-surcharge.server.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

/** What the surcharge of an arrived payment is billed by: paid first of all, by the payment itself. */
export async function billWhatWasShown(
  tx: Tx,
  of: { readonly attempt: Attempt; readonly on: PlainDate },
  moment: Moment,
): Promise<IssuedInvoice | null> {
  const billed = await billSurcharge(tx, SYSTEM, of, moment);
  if (billed) await enqueue(tx, 'produce-invoice', { invoiceId: billed.id, deliver: 'no' });
  return billed;
}

/** The rest of what the customer chose with a payment, once it has succeeded: its surcharge is named, its credit is used. */
export async function keepWhatWasChosen(
  tx: Tx,
  of: { readonly attempt: Attempt; readonly paymentId: string; readonly billed: IssuedInvoice | null },
  moment: Moment,
): Promise<void> {
  const { attempt, paymentId, billed } = of;
  if (billed) await keepSurchargeNote(tx, { attempt, paymentId, invoiceId: billed.id });
  const use = await creditUse(tx, { attemptId: attempt.id });
  if (use) await doCreditUse(tx, SYSTEM, use.id, moment);
}
