import { type Currency, currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CreditPart } from '../types.ts';

/** Credit a customer chose to use. Minor units; `usedMinor` is null until it was done. */
export type CreditUse = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly attemptId: string | null;
  readonly doneAt: Date | null;
  readonly usedMinor: bigint | null;
  readonly parts: readonly (CreditPart & { readonly invoiceId: string | null; readonly number: string })[];
};

/** One use of credit, by its id or by the payment attempt it comes with; null where there is none. */
export async function creditUse(
  db: ReadDb,
  key: { readonly useId: string } | { readonly attemptId: string },
): Promise<CreditUse | null> {
  const query = db
    .selectFrom('credit_uses')
    .select(['id', 'customer_id', 'currency', 'amount_minor', 'attempt_id', 'done_at', 'used_minor']);
  const row = await ('useId' in key
    ? query.where('id', '=', key.useId)
    : query.where('attempt_id', '=', key.attemptId)
  ).executeTakeFirst();
  if (!row) return null;
  const parts = await db
    .selectFrom('credit_use_parts as p')
    .leftJoin('invoices as v', 'v.open_item_id', 'p.debit_item_id')
    .select(['p.credit_item_id', 'p.debit_item_id', 'p.amount_minor', 'v.id as invoice_id', 'v.number'])
    .where('p.use_id', '=', row.id)
    .orderBy('v.due_on')
    .orderBy('v.number')
    .orderBy('p.credit_item_id')
    .execute();
  return {
    ...{ id: row.id, customerId: row.customer_id, currency: currency(row.currency), amountMinor: row.amount_minor },
    ...{ attemptId: row.attempt_id, doneAt: row.done_at, usedMinor: row.used_minor },
    parts: parts.map((part) => ({
      ...{ creditItemId: part.credit_item_id, debitItemId: part.debit_item_id, amountMinor: part.amount_minor },
      ...{ invoiceId: part.invoice_id, number: part.number ?? '' },
    })),
  };
}

/** Which of these attempts come with a use of credit. */
export async function usesAmong(db: ReadDb, attemptIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('credit_uses')
    .select('attempt_id')
    .where('attempt_id', 'in', [...attemptIds])
    .execute();
  return new Set(rows.flatMap((row) => row.attempt_id ?? []));
}
