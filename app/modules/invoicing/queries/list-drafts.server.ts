import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type DraftRow = {
  id: string;
  title: string;
  customerId: string;
  customerName: string;
  currency: string;
  documentOn: PlainDate;
  changedAt: Date;
  lines: number;
};

const SHOWN_MAX = 200;

/** Drafts, last changed first. At most 200. */
export async function listDrafts(db: ReadDb, of: { customerId?: string } = {}): Promise<DraftRow[]> {
  const rows = await db
    .selectFrom('invoice_drafts as d')
    .innerJoin('customers as c', 'c.id', 'd.customer_id')
    .select(['d.id', 'd.title', 'd.customer_id', 'c.name', 'd.currency', 'd.document_on', 'd.changed_at'])
    .select((eb) =>
      eb
        .selectFrom('invoice_draft_lines as l')
        .select((line) => line.fn.countAll<bigint>().as('n'))
        .whereRef('l.draft_id', '=', 'd.id')
        .as('lines'),
    )
    .$if(of.customerId !== undefined, (q) => q.where('d.customer_id', '=', of.customerId!))
    .orderBy('d.changed_at', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    customerId: row.customer_id,
    customerName: row.name,
    currency: row.currency,
    documentOn: row.document_on as PlainDate,
    changedAt: row.changed_at,
    lines: Number(row.lines ?? 0n),
  }));
}
