import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type AppliedPart = { readonly applicationId: string; readonly amountMinor: bigint };
export type ProcessorPayment = {
  readonly paymentId: string;
  readonly customerId: string;
  readonly openItemId: string;
  readonly leftMinor: bigint;
  /** What of it stands against documents and can be taken off them, the last first. */
  readonly parts: readonly AppliedPart[];
};

/** A payment by the processor's id of it, and what it is set against; null where we have none, or it came back. Minor units. */
export async function paymentOfIntent(db: ReadDb, intentRef: string): Promise<ProcessorPayment | null> {
  const payment = await db
    .selectFrom('payments as p')
    .innerJoin('open_items as i', 'i.id', 'p.open_item_id')
    .select(['p.id', 'p.customer_id', 'p.open_item_id', 'i.residual_minor'])
    .where('p.processor_ref', '=', intentRef)
    .where('p.id', 'not in', (eb) => eb.selectFrom('payment_reversals').select('payment_id'))
    .executeTakeFirst();
  if (!payment) return null;
  const { rows } = await sql<{ id: string; amount_minor: bigint }>`
    select a.id, a.amount_minor from applications a join open_items d on d.id = a.debit_item_id
    where a.credit_item_id = ${payment.open_item_id} and a.reverses_id is null and d.kind in ('invoice', 'debit_note', 'opening_balance')
      and not exists (select 1 from applications u where u.reverses_id = a.id)
    order by a.effective_on desc, a.id desc`.execute(db as never);
  return {
    ...{ paymentId: payment.id, customerId: payment.customer_id, openItemId: payment.open_item_id },
    leftMinor: payment.residual_minor,
    parts: rows.map((row) => ({ applicationId: row.id, amountMinor: row.amount_minor })),
  };
}
