import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { config } from '#app/platform/config/config.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { createStripeGateway, type StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { Composer } from './letter-parts.server.ts';
import type { CheckoutPorts } from './open-checkout.server.ts';
import type { Producer } from './produce-document.server.ts';

let stripe: StripeGateway | undefined;
let pdf: PdfRenderer | undefined;

/** What the web process needs of the processor: opened on first use, one for all requests. */
export function checkoutPorts(): CheckoutPorts {
  const { stripe: settings, baseUrl } = config();
  stripe ??= createStripeGateway(settings);
  return { stripe, baseUrl };
}

/**
 * What the web process needs to make and read documents. One thread: the worker makes most of them, this one the
 * statements and what somebody asks for before the worker came to it.
 */
export function webProducer(): Producer {
  const { filesDir, baseUrl } = config();
  pdf ??= createPdfRenderer({ projectRoot: process.cwd(), templates: TEMPLATES_FOLDER, workers: 1 });
  return { db: staffDb(), files: createFileStore(filesDir), pdf, baseUrl };
}

/** What seals the addresses that stand in mails, so that the web process can open them. */
export const mailSecret = (): string => config().mail.webhookSecret;

/** What the web process needs to show a mail as it would leave. */
export function webComposer(): Omit<Composer, 'isPreview'> {
  const { baseUrl, mail } = config();
  return { db: staffDb(), baseUrl, mailFrom: mail.from, sealSecret: mail.webhookSecret };
}

/** The domain replies come to by themselves; null where none is set up. */
export const repliesComeTo = (): string | null => config().mail.replyDomain ?? null;
