import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { storeAdvice } from '#app/modules/remittances/commands/store-advice.server.ts';
import { readAdvice } from '#app/modules/remittances/queries/read-advice.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { demoDatabase } from './demo-database.ts';

/** An advice of this customer with every kind of row: paid in part, less discount, with a deduction, unknown, used up, off by a penny. */
export async function anAdviceOf(customerId: string): Promise<string> {
  const { pool, db } = demoDatabase();
  const { rows } = await pool.query<{ number: string }>(
    `select v.number from open_items o join invoices v on v.open_item_id = o.id where o.customer_id = $1 and o.side = 'debit'
       and o.residual_minor > 5000 and o.currency = 'GBP' order by o.due_on, v.number limit 3`,
    [customerId],
  );
  const [first, second = first, third = second] = rows.map(({ number }) => number);
  const bytes = new TextEncoder().encode(
    `Dear Sir or Madam, we have paid today.\n${first} 10.00\n${second} 12.00 less discount 0.24\n${third} 20.00 less deduction 5.00 damaged bags\nOLD-4711 7.00\nCN-999999 (1.00)\nTotal 42.77\nPayment reference: PAY-2026/77`,
  );
  const read = readAdvice(bytes, { currency: currency('GBP') });
  if (!read.ok) throw new Error(read.refusal.sentence);
  const advice = { advice: read.value, bytes, source: 'pasted' as const, customerId, again: true };
  const kept = await inTransaction(db, (tx) => storeAdvice(tx, SYSTEM, advice, momentIn('Europe/London')));
  if (!kept.ok) throw new Error(kept.refusal.code);
  return kept.value.remittanceId;
}
