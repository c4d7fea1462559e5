import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RiskClass } from '../types.ts';

/** How sure the seller is of being paid by this customer; normal where nobody said otherwise. For staff alone. */
export async function riskClassOf(db: ReadDb, customerId: string): Promise<RiskClass> {
  const row = await db.selectFrom('customers').select('risk_class').where('id', '=', customerId).executeTakeFirst();
  return (row?.risk_class ?? 'normal') as RiskClass;
}
