import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import {
  type DeliveryEventInput,
  noteDeliveryEvent,
  noteOpened,
} from '#app/modules/delivery/commands/note-delivery-event.server.ts';
import { hearMail } from '#app/modules/inbox/commands/hear-mail.server.ts';
import { storeProcessorEvent } from '#app/modules/payments/commands/store-processor-event.server.ts';
import { momentIn, now } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { MailEvent } from '#app/platform/mail/mail-events.ts';
import type { MailGateway } from '#app/platform/mail/mail-gateway.server.ts';
import type { EventRefusal, StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { WorkerDb } from './outside.server.ts';
import { MESSAGE_TAG } from './send-message.server.ts';

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
  const isNew = await storeProcessorEvent(ports.db, { eventRef: id, kind: type, payload }, { now: now() });
  return ok({ eventRef: id, isNew });
}

/**
 * Takes one webhook of the mail service: keeps a mail from outside with the job that fetches it, or notes what became of a
 * mail of ours, which names our message in a tag. Opened is
 * noted once and counts for nothing (programs open mails too); clicked is left alone, as is what is not ours. Any number and order of deliveries
 * leads to the same state.
 */
export async function takeMailWebhook(
  ports: { readonly db: WorkerDb; readonly mail: MailGateway },
  webhook: { readonly rawBody: string; readonly headers: Headers },
): Promise<Result<{ changed: boolean }, 'bad-signature'>> {
  const event = ports.mail.verifyWebhook(webhook.rawBody, webhook.headers);
  if (!event.ok) return event;
  if (event.value.kind === 'received') return hear(ports.db, event.value);
  const told = toldBy(event.value);
  const opened = openedBy(event.value);
  if (!told && !opened) return ok({ changed: false });
  const company = await getCompany(ports.db);
  const noted = await inTransaction(ports.db, async (tx) => {
    const moment = momentIn(company.timeZone);
    if (told) return ok(await noteDeliveryEvent(tx, told, moment));
    return ok(opened ? await noteOpened(tx, opened, moment) : false);
  });
  return ok({ changed: noted.ok && noted.value });
}

/** One mail, however often and under whichever event it is told. */
async function hear(
  db: WorkerDb,
  event: MailEvent & { kind: 'received' },
): Promise<Result<{ changed: boolean }, never>> {
  const { eventId: eventRef, providerId: providerRef, from, to, subject } = event;
  const company = await getCompany(db);
  const heard = await inTransaction(db, async (tx) =>
    ok(await hearMail(tx, { eventRef, providerRef, from, to, subject }, momentIn(company.timeZone))),
  );
  return ok({ changed: heard.ok && heard.value });
}

function openedBy(event: MailEvent): { messageId: string; providerRef: string } | null {
  const messageId = messageIdOf(event.payload);
  return event.kind === 'opened' && messageId !== null ? { messageId, providerRef: event.providerId } : null;
}

function toldBy(event: MailEvent): DeliveryEventInput | null {
  const messageId = messageIdOf(event.payload);
  const what = fateOf(event);
  if (!what || messageId === null || !('providerId' in event)) return null;
  return { messageId, providerRef: event.providerId, subject: subjectOf(event.payload), ...what };
}

function fateOf(event: MailEvent): Pick<DeliveryEventInput, 'kind' | 'reason'> | null {
  switch (event.kind) {
    case 'delivered':
      return { kind: 'delivered', reason: '' };
    case 'bounced':
    case 'suppressed':
      return { kind: 'bounced', reason: event.reason ?? 'The mailbox refused it.' };
    case 'failed':
      return { kind: 'failed', reason: event.reason ?? 'The mail service could not send it.' };
    case 'complained':
      return { kind: 'bounced', reason: 'The reader marked it as unwanted.' };
    default:
      return null;
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const messageIdOf = (payload: Readonly<Record<string, unknown>>): string | null =>
  parseId(String(recordOf(recordOf(payload.data).tags)[MESSAGE_TAG] ?? ''));

const subjectOf = (payload: Readonly<Record<string, unknown>>): string => {
  const { subject } = recordOf(payload.data);
  return typeof subject === 'string' ? subject : '';
};
