import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type StoredDocument = {
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly sizeBytes: bigint;
  readonly sha256: string;
  readonly producedAt: Date;
  readonly invoiceId: string | null;
  readonly paymentId: string | null;
};

/** Stored files of a customer, newest first, or the ones of a single invoice or payment. */
export async function customerDocuments(
  db: ReadDb,
  of: { customerId: string; invoiceId?: string; paymentId?: string; before?: string; limit: number },
): Promise<{ rows: StoredDocument[]; next: string | null }> {
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'kind', 'file_name', 'size_bytes', 'sha256', 'produced_at', 'invoice_id', 'payment_id'])
    .where('customer_id', '=', of.customerId)
    .$if(of.invoiceId !== undefined, (q) => q.where('invoice_id', '=', of.invoiceId!))
    .$if(of.paymentId !== undefined, (q) => q.where('payment_id', '=', of.paymentId!))
    .$if(of.before !== undefined, (q) => q.where('id', '<', of.before!))
    .orderBy('id', 'desc')
    .limit(of.limit + 1)
    .execute();
  const page = rows.slice(0, of.limit);
  return {
    rows: page.map((row) => ({
      id: row.id,
      kind: row.kind,
      fileName: row.file_name,
      sizeBytes: row.size_bytes,
      sha256: row.sha256,
      producedAt: row.produced_at,
      invoiceId: row.invoice_id,
      paymentId: row.payment_id,
    })),
    next: rows.length > of.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
