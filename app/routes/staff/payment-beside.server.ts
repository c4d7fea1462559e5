import { customerRefunds } from '#app/modules/adjustments/queries/customer-refunds.server.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { returnedParts } from '#app/modules/banking/queries/returned-parts.server.ts';
import { documentFaultOf } from '#app/modules/documents/queries/document-faults.server.ts';
import { chequeOfPayment } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { chargebacksOf } from '#app/modules/payments/queries/chargebacks.server.ts';
import { movementsOfPayment } from '#app/modules/payments/queries/get-payout.server.ts';
import type { Payment } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * What stands beside a payment on its page. Who decided on refunds and who did what, and fees, payouts and chargebacks, which
 * are bank data, are not a partner's.
 */
export async function besidePayment(db: ReadDb, payment: Payment, seesAll: boolean) {
  const cheque = payment.method === 'cheque' ? await chequeOfPayment(db, payment.id) : null;
  const nothing = { fault: null, refunds: [], entries: null, movements: [], chargebacks: [], returned: [] };
  if (!seesAll) return { cheque, ...nothing };
  const of = { paymentId: payment.id };
  return {
    cheque,
    fault: await documentFaultOf(db, { kind: 'receipt', subjectId: payment.id }),
    refunds: await customerRefunds(db, { customerId: payment.customerId, ...of }),
    entries: await listAudit(db, { subjectId: payment.id }),
    movements: await movementsOfPayment(db, of),
    chargebacks: await chargebacksOf(db, of),
    returned: await returnedParts(db, of),
  };
}
