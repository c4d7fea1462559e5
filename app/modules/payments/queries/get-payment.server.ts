import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Payment, PaymentApplication, PaymentMethod } from '../types.ts';

/** One payment with where it went; null when there is none or it is another customer's. */
export async function getPayment(db: ReadDb, of: { paymentId: string; customerId?: string }): Promise<Payment | null> {
  const row = await db
    .selectFrom('payments as p')
    .innerJoin('open_items as i', 'i.id', 'p.open_item_id')
    .innerJoin('customers as c', 'c.id', 'p.customer_id')
    .leftJoin('payment_reversals as r', 'r.payment_id', 'p.id')
    .selectAll('p')
    .select([
      'i.residual_minor',
      'c.name as customer_name',
      'c.number as customer_number',
      'r.reason as reversal_reason',
      'r.effective_on as reversal_on',
    ])
    .where('p.id', '=', of.paymentId)
    .$if(of.customerId !== undefined, (q) => q.where('p.customer_id', '=', of.customerId!))
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    customerNumber: row.customer_number,
    method: row.method as PaymentMethod,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    receivedOn: row.received_on as PlainDate,
    valueOn: row.value_on as PlainDate,
    reference: row.reference,
    payerName: row.payer_name,
    note: row.note,
    openItemId: row.open_item_id,
    unappliedMinor: row.residual_minor,
    recordedAt: row.recorded_at,
    recordedByName: row.recorded_by_name,
    reversal: row.reversal_on ? { reason: row.reversal_reason ?? '', effectiveOn: row.reversal_on as PlainDate } : null,
    applications: await readApplications(db, row.open_item_id),
  };
}

/** What money went to where it was not a document. */
const OTHER_TITLES = sql.raw(`when 'transfer' then 'Moved within the group' when 'deduction' then 'Deduction'
  when 'small_difference' then 'Cleared as a small difference' when 'currency_clearing' then 'Used in another currency'`);

async function readApplications(db: ReadDb, creditItemId: string): Promise<PaymentApplication[]> {
  const rows = await db
    .selectFrom('applications as a')
    .innerJoin('open_items as d', 'd.id', 'a.debit_item_id')
    .leftJoin('invoices as v', 'v.id', 'd.source_id')
    .leftJoin('applications as r', 'r.reverses_id', 'a.id')
    .select([
      'a.id',
      'a.debit_item_id',
      'a.effective_on',
      'a.amount_minor',
      'a.reverses_id',
      'd.residual_minor',
      'v.id as invoice_id',
      'v.title',
      'r.id as undone_by',
    ])
    .select(sql<string>`coalesce(v.number, item_number(d.kind, d.source_id))`.as('number'))
    .select(sql<string>`case d.kind ${OTHER_TITLES} else '' end`.as('other_title'))
    .where('a.credit_item_id', '=', creditItemId)
    .where('d.kind', '<>', 'payment_reversal')
    .orderBy('a.effective_on')
    .orderBy('a.recorded_at')
    .orderBy('v.due_on')
    .orderBy('a.id')
    .execute();
  return rows.map((row) => ({
    applicationId: row.id,
    debitItemId: row.debit_item_id,
    invoiceId: row.invoice_id,
    number: row.number,
    title: row.title ?? row.other_title,
    effectiveOn: row.effective_on as PlainDate,
    amountMinor: row.amount_minor,
    undone: row.reverses_id !== null || row.undone_by !== null,
    leftOnItemMinor: row.residual_minor,
  }));
}
