import { currency, type Money, money } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type UnknownAttempt = {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly amount: Money;
  /** The payment or checkout to look up at the processor; empty when it never answered. */
  readonly processorRef: string;
  readonly changedAt: Date;
};

const SHOWN_MAX = 100;

/** Payments through the processor whose fate is not known, longest waiting first. They block their items meanwhile. */
export async function unknownAttempts(db: ReadDb): Promise<UnknownAttempt[]> {
  const rows = await db
    .selectFrom('payment_attempts as a')
    .innerJoin('customers as c', 'c.id', 'a.customer_id')
    .select([
      'a.id',
      'a.customer_id',
      'c.name',
      'a.currency',
      'a.amount_minor',
      'a.intent_ref',
      'a.session_ref',
      'a.changed_at',
    ])
    .where('a.state', '=', 'unknown')
    .orderBy('a.changed_at')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    customerName: row.name,
    amount: money(row.amount_minor, currency(row.currency)),
    processorRef: row.intent_ref ?? row.session_ref ?? '',
    changedAt: row.changed_at,
  }));
}
