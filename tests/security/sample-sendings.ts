import type { TestDatabase } from '#tests/support/database.ts';

export type SampleSending = { deliveryId: string; evidenceId: string };
type Owner = Pick<TestDatabase['owner'], 'pool'>;

/** A document of the customer that was handed over, with the photo of it: rows in every table of deliveries a customer sees. */
export async function aSending(
  { pool }: Owner,
  of: { customerId: string; invoiceId: string; sha256: string },
): Promise<SampleSending> {
  const { rows: made } = await pool.query<{ id: string }>(
    `insert into deliveries (customer_id, document_kind, invoice_id, channel, once_key, attaches, gathers, ordered_by_name, ordered_at, changed_at)
     values ($1, 'invoice', $2, 'hand', 'sample:' || ($2::uuid)::text, true, 'each', 'Priya Clerk', now(), now()) returning id`,
    [of.customerId, of.invoiceId],
  );
  const deliveryId = made[0]?.id ?? '';
  const { rows: kept } = await pool.query<{ id: string }>(
    `insert into delivery_evidence (delivery_id, customer_id, file_name, media_type, sha256, size_bytes, kept_by_name, kept_at)
     values ($1, $2, 'signed.pdf', 'application/pdf', $3, 10, 'Priya Clerk', now()) returning id`,
    [deliveryId, of.customerId, of.sha256],
  );
  const evidenceId = kept[0]?.id ?? '';
  for (const [kind, person, evidence] of [
    ['ordered', '', null],
    ['handed_over', 'R. Shah', evidenceId],
  ])
    await pool.query(
      `insert into delivery_events (delivery_id, customer_id, kind, happened_at, by_name, person, evidence_id, noted_at)
       values ($1, $2, $3, now(), 'Priya Clerk', $4, $5, now())`,
      [deliveryId, of.customerId, kind, person, evidence],
    );
  return { deliveryId, evidenceId };
}

/** A file for the printer. */
export async function aPrintBatch({ pool }: Owner, sha256: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into print_batches (channel, documents_count, pages_count, sha256, size_bytes, made_by_name, made_at)
     values ('post', 1, 2, $1, 10, 'Priya Clerk', now()) returning id`,
    [sha256],
  );
  return rows[0]?.id ?? '';
}
