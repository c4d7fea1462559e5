import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EmailProps } from '#emails/render-email.ts';

type Told = Pick<
  EmailProps<'chequeReturned'>,
  'chequeNo' | 'amount' | 'receivedOn' | 'wasBanked' | 'reason' | 'numbers' | 'charged'
>;

/** What a customer is told of their returned cheque; null where it was not returned. */
export async function returnedCheque(
  db: ReadDb,
  of: { readonly instrumentId: string; readonly today: PlainDate },
): Promise<Told | null> {
  const cheque = await getInstrument(db, of);
  const step = cheque?.events.find((event) => event.kind === 'returned_before' || event.kind === 'returned_after');
  const payment = cheque?.payment && (await getPayment(db, { paymentId: cheque.payment.id }));
  if (!cheque || !step || !payment) return null;
  const open = payment.applications.filter((row) => row.amountMinor < 0n && row.leftOnItemMinor > 0n);
  const { chargeMinor, debitNote } = step;
  return {
    ...{ chequeNo: cheque.chequeNo, amount: money(cheque.amountMinor, cheque.currency), receivedOn: cheque.receivedOn },
    ...{ wasBanked: step.kind === 'returned_after', reason: step.reason },
    numbers: [...new Set(open.map((row) => row.number).filter((number) => number !== ''))],
    charged:
      chargeMinor !== null && debitNote
        ? { amount: money(chargeMinor, cheque.currency), debitNote: debitNote.number }
        : null,
  };
}
