import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PaymentCover } from '../types.ts';

/** The invoices a payment stands against now, undone applications left out, by due date and number: what its receipt lists. */
export async function paymentCovers(db: ReadDb, paymentId: string): Promise<PaymentCover[]> {
  const rows = await db
    .selectFrom('payments as p')
    .innerJoin('applications as a', 'a.credit_item_id', 'p.open_item_id')
    .innerJoin('open_items as d', 'd.id', 'a.debit_item_id')
    .innerJoin('invoices as v', 'v.open_item_id', 'd.id')
    .select(['v.id', 'v.number', 'v.document_on', 'v.gross_minor', 'd.residual_minor'])
    .select((eb) => eb.fn.sum<string>('a.amount_minor').as('paid_minor'))
    .where('p.id', '=', paymentId)
    .groupBy(['v.id', 'd.id'])
    .having((eb) => eb(eb.fn.sum('a.amount_minor'), '>', 0))
    .orderBy('v.due_on')
    .orderBy('v.number')
    .execute();
  return rows.map((row) => ({
    invoiceId: row.id,
    number: row.number,
    documentOn: row.document_on as PlainDate,
    grossMinor: row.gross_minor,
    paidMinor: BigInt(row.paid_minor),
    leftMinor: row.residual_minor,
  }));
}
