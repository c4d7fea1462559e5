import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChaseableItem } from '../types.ts';

type Row = {
  customer_id: string;
  item_id: string;
  currency: string;
  due_on: PlainDate;
  residual_minor: string;
  held_minor: string;
  in_flight: boolean;
  said_paid: boolean;
  promised_minor: string;
  chaseable_minor: string;
};

/** The open debts of customers and what of each may be asked for on a day, oldest due first. */
export async function chaseableItems(
  db: ReadDb,
  { customerIds, on }: { readonly customerIds: readonly string[]; readonly on: PlainDate },
): Promise<ChaseableItem[]> {
  if (customerIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select customer_id, item_id, currency, due_on, residual_minor::text, held_minor::text, in_flight, said_paid,
      promised_minor::text, chaseable_minor::text
    from chaseable_items(${[...customerIds]}::uuid[], ${on}::date) order by customer_id, due_on, item_id`.execute(db);
  return rows.map((row) => ({
    ...{ customerId: row.customer_id, itemId: row.item_id, currency: currency(row.currency), dueOn: row.due_on },
    ...{ residualMinor: BigInt(row.residual_minor), heldMinor: BigInt(row.held_minor) },
    ...{ inFlight: row.in_flight, saidPaid: row.said_paid },
    ...{ promisedMinor: BigInt(row.promised_minor), chaseableMinor: BigInt(row.chaseable_minor) },
  }));
}
