import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { noteDeliveryEvent } from '#app/modules/delivery/commands/note-delivery-event.server.ts';
import { isKnownProviderRef } from '#app/modules/delivery/queries/get-message.server.ts';
import { storeProcessorEvent } from '#app/modules/payments/commands/store-processor-event.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { MailEvent } from '#app/platform/mail/mail-events.ts';
import type { MailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import type { EventRefusal, StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { WorkerDb } from './outside.server.ts';

export type StripeWebhook = { readonly rawBody: Uint8Array; readonly signature: string | null };

/**
 * Takes one webhook of the processor: verifies it and stores it with its job, nothing else; the worker does the rest. A
 * repeated delivery answers `isNew` false. Refuses forged, old and wrong-mode ones, which store nothing.
 */
export async function takeStripeWebhook(
  ports: { readonly db: WorkerDb; readonly stripe: StripeGateway },
  webhook: StripeWebhook,
): Promise<Result<{ eventRef: string; isNew: boolean }, EventRefusal>> {
  const event = await ports.stripe.verifyEvent(webhook.rawBody, webhook.signature);
  if (!event.ok) return event;
  const { id, type, payload } = event.value;
  const company = await getCompany(ports.db);
  const stored = await inTransaction(ports.db, async (tx) =>
    ok(await storeProcessorEvent(tx, { eventRef: id, kind: type, payload }, momentIn(company.timeZone))),
  );
  return ok({ eventRef: id, isNew: stored.ok && stored.value });
}

/** `not-yet`: it speaks of a mail whose hand-over is not written down here yet; the provider sends it again. */
export type MailWebhookRefusal = 'bad-signature' | 'not-yet';

/**
 * Takes one webhook of the mail service and notes what became of the mail. Opened and clicked say little (programs open
 * mails) and are left alone. Any number and order of deliveries leads to the same state.
 */
export async function takeMailWebhook(
  ports: { readonly db: WorkerDb; readonly mail: MailGateway },
  webhook: { readonly rawBody: string; readonly headers: Headers },
): Promise<Result<{ changed: boolean }, MailWebhookRefusal>> {
  const event = ports.mail.verifyWebhook(webhook.rawBody, webhook.headers);
  if (!event.ok) return event;
  const told = toldBy(event.value);
  if (!told) return ok({ changed: false });
  if (!(await isKnownProviderRef(ports.db, told.providerRef))) return refuse('not-yet');
  const company = await getCompany(ports.db);
  const noted = await inTransaction(ports.db, async (tx) =>
    ok(await noteDeliveryEvent(tx, told, momentIn(company.timeZone))),
  );
  return ok({ changed: noted.ok && noted.value });
}

function toldBy(event: MailEvent) {
  switch (event.kind) {
    case 'delivered':
      return { providerRef: event.providerId, kind: 'delivered' as const, reason: '' };
    case 'bounced':
    case 'suppressed':
      return {
        providerRef: event.providerId,
        kind: 'bounced' as const,
        reason: event.reason ?? 'The mailbox refused it.',
      };
    case 'failed':
      return {
        providerRef: event.providerId,
        kind: 'failed' as const,
        reason: event.reason ?? 'The mail service could not send it.',
      };
    case 'complained':
      return { providerRef: event.providerId, kind: 'bounced' as const, reason: 'The reader marked it as unwanted.' };
    default:
      return null;
  }
}
