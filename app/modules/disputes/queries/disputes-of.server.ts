import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeKind, DisputeQueue, DisputeReason, DisputeRow } from '../types.ts';
import { type Reader, readDisputes, toDisputeRow } from './dispute-rows.server.ts';

const LISTED_MAX = 200;

/** A customer's disputes, those that live first, then newest first. `before`: raised before this one (keyset within the closed). */
export async function disputesOfCustomer(
  db: ReadDb,
  of: { readonly customerId: string; readonly reader: Reader; readonly living?: boolean; readonly limit?: number },
): Promise<DisputeRow[]> {
  const living =
    of.living === undefined ? sql`` : of.living ? sql`and d.closed_at is null` : sql`and d.closed_at is not null`;
  const rest = sql`where d.customer_id = ${of.customerId}::uuid ${living}
    order by d.closed_at is not null, d.raised_at desc, d.id desc limit ${of.limit ?? LISTED_MAX}`;
  return (await readDisputes(db, of.reader, rest)).map(toDisputeRow);
}

/** The disputes of a document, those that live first. */
export async function disputesOfInvoice(
  db: ReadDb,
  of: { readonly invoiceId: string; readonly reader: Reader; readonly customerId?: string },
): Promise<DisputeRow[]> {
  const mine = of.customerId ? sql`and d.customer_id = ${of.customerId}::uuid` : sql``;
  const rest = sql`where d.invoice_id = ${of.invoiceId}::uuid ${mine} order by d.closed_at is not null, d.raised_at desc, d.id desc limit ${LISTED_MAX}`;
  return (await readDisputes(db, of.reader, rest)).map(toDisputeRow);
}

/** The reasons a kind may be raised for, in order, with the words of the reader. A customer's `label` is their words too. */
export async function disputeReasons(
  db: ReadDb,
  of: { readonly kind?: DisputeKind; readonly reader: Reader },
): Promise<DisputeReason[]> {
  const language = of.reader.side === 'customer' ? of.reader.language : 'en';
  const words = sql<string>`coalesce(customer_words ->> ${language}, customer_words ->> 'en')`;
  const label = of.reader.side === 'staff' ? sql<string>`label` : words;
  const { rows } = await sql<{ code: string; label: string; words: string; kinds: DisputeKind[] }>`
    select code, ${label} as label, ${words} as words, kinds from dispute_reasons where retired_at is null
      and (${of.kind ?? null}::text is null or ${of.kind ?? null}::text = any (kinds)) order by position, code`.execute(
    db,
  );
  return rows.map((row) => ({ code: row.code, label: row.label, customerLabel: row.words, kinds: row.kinds }));
}

/** Our desks and the departments, as they may be chosen now. */
export async function disputeQueues(db: ReadDb): Promise<DisputeQueue[]> {
  const rows = await db
    .selectFrom('dispute_queues')
    .select(['code', 'name', 'is_department', 'email'])
    .where('retired_at', 'is', null)
    .orderBy('is_department')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name, isDepartment: row.is_department, email: row.email }));
}
