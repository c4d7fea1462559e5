import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EinvoiceEvent, EinvoiceFile, EinvoiceProfile, EinvoiceStep } from '../types.ts';

const HOUR_MS = 3_600_000;

/** The e-invoice files of an invoice with what became of each; of each format the newest attempt first. */
export async function listEinvoices(db: ReadDb, of: { invoiceId: string }): Promise<EinvoiceFile[]> {
  const files = await db
    .selectFrom('documents as d')
    .innerJoin('einvoice_profiles as p', 'p.profile', 'd.profile')
    .select(['d.id', 'd.profile', 'd.attempt_no', 'd.sha256', 'd.file_name', 'p.name', 'p.cancel_hours'])
    .where('d.invoice_id', '=', of.invoiceId)
    .where('d.kind', '=', 'einvoice')
    .orderBy('d.profile')
    .orderBy('d.attempt_no', 'desc')
    .execute();
  if (files.length === 0) return [];
  const events = await eventsOf(db, of.invoiceId);
  return files.map((file) => {
    const own = events.filter((event) => event.documentId === file.id);
    const state = own.at(-1)?.step ?? 'made';
    const accepted = own.find((event) => event.step === 'accepted');
    const hours = file.cancel_hours;
    return {
      ...{ documentId: file.id, profile: file.profile as EinvoiceProfile, profileName: file.name },
      ...{ attemptNo: file.attempt_no ?? 1, sha256: file.sha256, fileName: file.file_name, state, events: own },
      cancelUntil:
        state === 'accepted' && accepted && hours !== null
          ? new Date(accepted.happenedAt.getTime() + hours * HOUR_MS)
          : null,
    };
  });
}

async function eventsOf(db: ReadDb, invoiceId: string): Promise<EinvoiceEvent[]> {
  const rows = await db
    .selectFrom('einvoice_events')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('document_id')
    .orderBy('stage')
    .execute();
  return rows.map((row) => ({
    ...{ documentId: row.document_id, step: row.step as EinvoiceStep, network: row.network, reference: row.reference },
    ...{ reason: row.reason, happenedAt: row.happened_at, byName: row.recorded_by_name },
  }));
}

/** The file that a reference of a network was given for; null when nothing was sent under it. */
export async function sentUnder(
  db: ReadDb,
  of: { network: string; reference: string },
): Promise<{ documentId: string; invoiceId: string } | null> {
  const row = await db
    .selectFrom('einvoice_events')
    .select(['document_id', 'invoice_id'])
    .where('step', '=', 'sent')
    .where('reference', '=', of.reference)
    .where('network', '=', of.network)
    .executeTakeFirst();
  return row ? { documentId: row.document_id, invoiceId: row.invoice_id } : null;
}

/** The newest attempt of a format, null where none was made. */
export async function newestEinvoice(
  db: ReadDb,
  of: { invoiceId: string; profile: EinvoiceProfile },
): Promise<{ documentId: string; attemptNo: number; state: EinvoiceStep } | null> {
  const row = await db
    .selectFrom('documents as d')
    .select(['d.id', 'd.attempt_no'])
    .select((eb) =>
      eb
        .selectFrom('einvoice_events as e')
        .select('e.step')
        .whereRef('e.document_id', '=', 'd.id')
        .orderBy('e.stage', 'desc')
        .limit(sql.lit(1))
        .as('step'),
    )
    .where('d.invoice_id', '=', of.invoiceId)
    .where('d.kind', '=', 'einvoice')
    .where('d.profile', '=', of.profile)
    .orderBy('d.attempt_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { documentId: row.id, attemptNo: row.attempt_no ?? 1, state: (row.step ?? 'made') as EinvoiceStep }
    : null;
}
