import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type OwnPromise = {
  readonly id: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly promisedOn: PlainDate;
};

/** The promises of a customer that still run, as the customer reads them, soonest first. */
export async function ownPromises(db: ReadDb, customerId: string): Promise<OwnPromise[]> {
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'currency', 'amount_minor', 'promised_on'])
    .where('customer_id', '=', customerId)
    .where('state', '=', 'open')
    .orderBy('promised_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, currency: currency(row.currency), amountMinor: row.amount_minor },
    promisedOn: row.promised_on as PlainDate,
  }));
}

/** The invoice's note that it is paid, while nobody has answered it; null when there is none. */
export async function saidPaidOf(
  db: ReadDb,
  of: { readonly customerId: string; readonly invoiceId: string },
): Promise<{ paidOn: PlainDate; pausedToOn: PlainDate } | null> {
  const row = await db
    .selectFrom('said_paid')
    .select(['paid_on', 'paused_to_on'])
    .where('customer_id', '=', of.customerId)
    .where('invoice_id', '=', of.invoiceId)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return row ? { paidOn: row.paid_on as PlainDate, pausedToOn: row.paused_to_on as PlainDate } : null;
}
