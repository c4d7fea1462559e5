import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { customersTouched } from '#app/modules/cash-application/queries/customers-touched.server.ts';
import { depositOfPayment } from '#app/modules/instruments/queries/get-deposit.server.ts';
import { chequeOfPayment } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { ReversePaymentInput } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { ReversePaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { undoWithPayment } from './undo-with-payment.server.ts';

/** `is-a-cheque`: it comes back as a cheque, on the cheque's own page. */
export type TakeBackRefusal =
  | ReversePaymentRefusal
  | { readonly code: 'is-a-cheque'; readonly instrumentId: string; readonly number: string }
  | { readonly code: 'changed-meanwhile' };

/**
 * A payment that came back, out of the account it lies in, with what rested on it: cash that was deposited leaves the bank. Refuses the payment of a
 * cheque, which is returned instead, and one reversed before. Locks the customer.
 */
export async function takeBackPayment(
  tx: Tx,
  actor: Actor,
  input: Omit<ReversePaymentInput, 'wasDeposited'>,
  moment: Moment,
): Promise<Result<{ effectiveOn: PlainDate; standing: number }, TakeBackRefusal>> {
  const payment = await getPayment(tx, { paymentId: input.paymentId });
  if (!payment) return refuse({ code: 'unknown-payment' });
  await lockCustomers(tx, await customersTouched(tx, input.paymentId));
  const cheque = await chequeOfPayment(tx, input.paymentId);
  if (cheque) return refuse({ code: 'is-a-cheque', instrumentId: cheque.id, number: cheque.number });
  const wasDeposited = (await depositOfPayment(tx, input.paymentId)) !== null;
  try {
    return await undoWithPayment(tx, actor, { ...input, wasDeposited }, moment);
  } catch (error) {
    // Somebody took it to the bank between our look and the reversal; the database holds the payment and refuses.
    if (constraintOf(error) === 'reversal_account') return refuse({ code: 'changed-meanwhile' });
    throw error;
  }
}
