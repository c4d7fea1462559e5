import path from 'node:path';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { type Config, config } from '#app/platform/config/config.server.ts';
import { workerDb } from '#app/platform/db/handles.server.ts';
import { createMailGateway, type MailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore, type FileStore } from '#app/platform/storage/file-store.server.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';

export type WorkerDb = ReturnType<typeof workerDb>;

/** What workflows touch besides the transaction they are given. Tests hand in stand-ins' addresses instead. */
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
  /** The domain whose mail the service hands over to us; absent where replies go where they always went. */
  readonly replyDomain?: string;
};

/** Threads that render; each fills one core while it works, so half of a small machine stays free. */
const PDF_THREADS = 1;

let opened: Outside | undefined;

/** The real outside of this process, opened on first use from the settings. */
export function outside(): Outside {
  opened ??= openOutside(config());
  return opened;
}

function openOutside(settings: Config): Outside {
  return {
    db: workerDb(),
    stripe: createStripeGateway(settings.stripe),
    mail: openMail(settings),
    files: createFileStore(settings.filesDir),
    // Processes are started in the project's folder; fonts and templates are read from it.
    pdf: createPdfRenderer({ projectRoot: path.resolve('.'), templates: TEMPLATES_FOLDER, workers: PDF_THREADS }),
    baseUrl: settings.baseUrl,
    mailFrom: settings.mail.from,
    sealSecret: settings.mail.webhookSecret,
    ...(settings.mail.replyDomain ? { replyDomain: settings.mail.replyDomain } : {}),
  };
}

let mail: MailGateway | undefined;

/** The mail service's gateway alone, for its webhook. */
export const mailGateway = (): MailGateway => (mail ??= openMail(config()));

function openMail({ mail: { apiKey, baseUrl, webhookSecret } }: Config): MailGateway {
  return createMailGateway({ apiKey, webhookSecret, ...(baseUrl ? { baseUrl } : {}) });
}

/** The moment for one job, in the company's zone. */
export async function momentFor({ db }: Pick<Outside, 'db'>): Promise<Moment> {
  const company = await getCompany(db);
  return momentIn(company.timeZone);
}
