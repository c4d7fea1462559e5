import { createHash } from 'node:crypto';
import { buildEnInvoice } from '#app/modules/einvoices/rules/build-en-invoice.ts';
import { writeUbl } from '#app/modules/einvoices/rules/write-ubl.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { A_SURROUNDING, aLine, billed } from '#tests/support/einvoices.ts';

type Pool = TestDatabase['owner']['pool'];

/** A received e-invoice that waits to become a draft, and a format of which customer A has a file. */
export async function einvoiceSamples(pool: Pool): Promise<{ receivedFile: string; einvoiceProfile: string }> {
  const content = Buffer.from(writeUbl(buildEnInvoice(billed([aLine('2', '5')]), A_SURROUNDING, 'ubl')));
  const { rows } = await pool.query<{ id: string }>(
    `insert into import_files (kind, file_name, sha256, content, uploaded_at, expires_at)
     values ('einvoice', 'received.xml', $1, $2, now(), now() + interval '30 days') returning id`,
    [createHash('sha256').update(content).digest('hex'), content],
  );
  return { receivedFile: rows[0]!.id, einvoiceProfile: 'ubl' };
}

/** What a customer that may fetch e-invoices has: its facts, one file and the step that it was made. */
export async function someEinvoices(
  pool: Pool,
  { customerId, invoiceId, sha256 }: { customerId: string; invoiceId: string; sha256: string },
): Promise<void> {
  await pool.query(
    `insert into einvoice_buyers (customer_id, profile, portal_download, changed_at) values ($1, 'ubl', true, now())`,
    [customerId],
  );
  const { rows } = await pool.query<{ id: string }>(
    `insert into documents (customer_id, kind, invoice_id, profile, attempt_no, file_name, media_type, sha256, size_bytes, produced_at)
     values ($1, 'einvoice', $2, 'ubl', 1, 'file.ubl.xml', 'application/xml', $3, 10, now()) returning id`,
    [customerId, invoiceId, sha256],
  );
  await pool.query(
    `insert into einvoice_events (id, customer_id, invoice_id, document_id, step, happened_at, recorded_at, recorded_by_name)
     values (uuidv7(), $1, $2, $3, 'made', now(), now(), 'Someone')`,
    [customerId, invoiceId, rows[0]!.id],
  );
}
