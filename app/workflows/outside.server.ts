import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { type Moment, momentIn, now } from '#app/platform/clock/clock.server.ts';
import { config } from '#app/platform/config/config.server.ts';
import type { workerDb } from '#app/platform/db/handles.server.ts';
import { createMailGateway, type MailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore, type FileStore } from '#app/platform/storage/file-store.server.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';

export type WorkerDb = ReturnType<typeof workerDb>;

/** What workflows of the worker touch besides the transaction they are given. Tests hand in stand-ins' addresses. */
export type Outside = {
  readonly db: WorkerDb;
  readonly stripe: StripeGateway;
  readonly mail: MailGateway;
  readonly files: FileStore;
  readonly pdf: PdfRenderer;
  /** Where customers reach us; no slash at the end. */
  readonly baseUrl: string;
  /** Sender of mail when the company names none. */
  readonly mailFrom: string;
  /** Seals what must be kept between two tries of a message and may not be read in the database. */
  readonly sealSecret: string;
};

/** The moment for one job, in the company's zone. */
export async function momentFor(outside: Pick<Outside, 'db'>): Promise<Moment> {
  const company = await getCompany(outside.db);
  return momentIn(company.timeZone, now());
}
