import { once } from 'node:events';
import path from 'node:path';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { EINVOICE_PROFILES, type EinvoiceProfile, isEinvoiceProfile } from '#app/modules/einvoices/types.ts';
import { invoiceIdByNumber } from '#app/modules/invoicing/queries/invoice-id-by-number.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { ensureInvoicePdf, type Producer, readDocument } from '#app/workflows/produce-document.server.ts';
import { type EinvoiceRefusal, ensureEinvoice } from '#app/workflows/produce-einvoice.server.ts';
import { commandDatabase, dataDir } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

const FORMATS = ['pdf', ...EINVOICE_PROFILES] as const;

/** Writes the stored file of an issued document to standard output, made now if there is none yet. */
export async function invoice(call: Invocation): Promise<number> {
  allowOptions(call, ['--as']);
  const [verb, number] = call.words;
  if (verb !== 'export' || !number || call.words.length !== 2)
    throw new CommandRefused('Say: invoice export NUMBER --as pdf.', { usage: true });
  const format = call.options.get('--as') ?? 'pdf';
  if (format !== 'pdf' && !isEinvoiceProfile(format))
    throw new CommandRefused(`--as is one of ${FORMATS.join(', ')}.`, { usage: true });
  const { db } = await commandDatabase();
  const id = await invoiceIdByNumber(db, number);
  if (!id) throw new CommandRefused(`No issued document has the number ${number}.`);
  const pdf = createPdfRenderer({ projectRoot: process.cwd(), templates: TEMPLATES_FOLDER, workers: 1 });
  const files = createFileStore(process.env.TALLYSTICK_FILES ?? path.join(dataDir(), 'files'));
  const base = process.env.TALLYSTICK_BASE_URL ?? `http://localhost:${process.env.PORT ?? '3000'}`;
  try {
    const outside: Producer = { db, files, pdf, baseUrl: base.replace(/\/+$/, '') };
    const document = format === 'pdf' ? await plainPdf(outside, id) : await electronic(outside, id, format);
    const bytes = await readDocument(outside, document);
    if (!bytes.ok) throw new CommandRefused('The stored file could not be read whole. Look at the file store.');
    if (!process.stdout.write(bytes.value)) await once(process.stdout, 'drain');
    return 0;
  } finally {
    await pdf.close();
  }
}

async function plainPdf(outside: Producer, invoiceId: string): Promise<StoredDocument> {
  const made = await ensureInvoicePdf(outside, invoiceId);
  if (made.ok) return made.value;
  throw new CommandRefused(
    made.refusal.code === 'not-made' ? `It could not be made: ${made.refusal.reason}` : 'It could not be stored.',
  );
}

async function electronic(outside: Producer, invoiceId: string, profile: EinvoiceProfile): Promise<StoredDocument> {
  const made = await ensureEinvoice(outside, { invoiceId, profile });
  if (made.ok) return made.value;
  throw new CommandRefused(whyNot(made.refusal));
}

function whyNot(refusal: EinvoiceRefusal): string {
  if (refusal.code === 'incomplete') {
    const list = refusal.missing.map(({ field, sentence, fix }) => `  ${field}: ${sentence} (${fix})`);
    return ['It cannot be made before this is said:', ...list].join('\n');
  }
  if (refusal.code === 'invalid') {
    const list = refusal.validation.faults.map(({ rule, where, sentence }) => `  ${rule}, ${where}: ${sentence}`);
    return ['It was not made, because rules do not hold:', ...list].join('\n');
  }
  return refusal.code === 'disk-full' ? 'There is no space left where documents are kept.' : 'It could not be made.';
}
