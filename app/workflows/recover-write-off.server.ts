import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { reinstate } from '#app/modules/adjustments/commands/reinstate.server.ts';
import type { ReinstateRefusal } from '#app/modules/adjustments/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { ApplyPaymentRefusal } from '#app/modules/cash-application/types.ts';
import type { PaymentMethod, RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { receivePayment } from './receive-payment.server.ts';

export type RecoverInput = {
  readonly writeOffId: string;
  readonly currency: Currency;
  /** What the customer paid of the debt written off, in minor units of its currency. */
  readonly amountMinor: bigint;
  readonly method: PaymentMethod;
  readonly receivedOn: PlainDate;
  readonly reference: string;
  readonly reason: string;
  readonly acceptSuspicion?: boolean;
};
export type Recovered = { readonly paymentId: string; readonly number: string; readonly taxMinor: bigint };

/**
 * A debt written off is paid after all: it is claimed again (1100 against 6110 and the relieved tax), the payment is recorded
 * and set against it, with its receipt, in one transaction. The customer's history shows every step.
 */
export async function recoverWriteOff(
  tx: Tx,
  actor: Actor,
  input: RecoverInput,
  moment: Moment,
): Promise<Result<Recovered, ReinstateRefusal | RecordPaymentRefusal | ApplyPaymentRefusal>> {
  const { writeOffId, amountMinor, receivedOn } = input;
  const claimed = await reinstate(
    tx,
    actor,
    { writeOffId, amountMinor, effectiveOn: receivedOn, reason: input.reason },
    moment,
  );
  if (!claimed.ok) return claimed;
  const received = await receivePayment(
    tx,
    actor,
    {
      payment: {
        customerId: claimed.value.customerId,
        ...{ method: input.method, currency: input.currency, amountMinor, receivedOn, reference: input.reference },
        ...{ payerName: '', note: input.reason, acceptSuspicion: input.acceptSuspicion ?? false },
      },
      apply: { kind: 'chosen', allocations: [{ itemId: claimed.value.itemId, amountMinor }] },
    },
    moment,
  );
  if (!received.ok) return refuse(received.refusal);
  return ok({ paymentId: received.value.id, number: received.value.number, taxMinor: claimed.value.taxMinor });
}
