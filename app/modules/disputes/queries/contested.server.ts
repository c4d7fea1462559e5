import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type ContestedNow = {
  readonly disputeId: string;
  readonly number: string;
  /** Null: the document as a whole, or an amount of it. */
  readonly lineNo: number | null;
  readonly amountMinor: bigint;
};

/** What living disputes contest of a document now, with tax. */
export async function contestedOf(db: ReadDb, of: { readonly invoiceId: string }): Promise<ContestedNow[]> {
  const rows = await db
    .selectFrom('dispute_lines as l')
    .innerJoin('disputes as d', 'd.id', 'l.dispute_id')
    .select(['d.id', 'd.number', 'l.invoice_line_no', 'l.amount_minor'])
    .where('l.invoice_id', '=', of.invoiceId)
    .where('l.is_contested', '=', true)
    .orderBy('l.id')
    .execute();
  return rows.map((row) => ({
    ...{ disputeId: row.id, number: row.number ?? '', lineNo: row.invoice_line_no, amountMinor: row.amount_minor },
  }));
}
