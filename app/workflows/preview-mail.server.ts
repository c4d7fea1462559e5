import type { Result } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import { previewSubjects } from '#app/modules/delivery/queries/preview-subjects.server.ts';
import type { Message, MessageDetails, MessageKind } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { type ComposedMail, composeUnder } from './compose-message.server.ts';
import type { Composer, NothingToSend } from './letter-parts.server.ts';

/**
 * A mail as it would leave for a real customer, written and rendered by the code that sends: nothing is queued, no link and
 * no code is made. `language` instead of the customer's own. Refuses where there is nothing such a mail could be about.
 */
export async function previewMail(
  outside: Omit<Composer, 'isPreview'>,
  of: { readonly kind: MessageKind; readonly customer: Customer; readonly language: Customer['language'] },
  moment: Moment,
): Promise<Result<ComposedMail, NothingToSend>> {
  const { kind, customer, language } = of;
  const company = await getCompany(outside.db);
  const message = await messageOf(outside, kind, customer, moment);
  return composeUnder({ ...outside, isPreview: true }, message, {
    ...{ company, moment },
    customer: { ...customer, language },
  });
}

/** The events that each mail of a plan can be about; the first of them that there is is shown. */
const PLAN_NEWS: Readonly<Partial<Record<MessageKind, readonly string[]>>> = {
  plan_agreed: ['agreed', 'renegotiated'],
  plan_answer: ['countered', 'requested', 'declined'],
  plan_payment: ['coming', 'late', 'missed', 'reopened'],
  plan_over: ['ended', 'settled_early', 'defaulted', 'cancelled'],
};

const NO_MESSAGE = '00000000-0000-7000-8000-000000000000';

async function messageOf(
  { db }: Pick<Composer, 'db'>,
  kind: MessageKind,
  customer: Customer,
  { now }: Moment,
): Promise<Message> {
  const of = await previewSubjects(db, { customerId: customer.id });
  const details = Object.entries({
    ...{ invoiceIds: of.invoiceIds.join(' '), refundId: of.refundId, instrumentId: of.instrumentId },
    attemptId: kind === 'payment_processing' ? of.processingId : of.attemptId,
    documentId: of.documentId,
    chargeId: kind === 'autopay_failed' ? of.failedChargeId : of.chargeId,
    methodId: of.methodId,
    askId: of.askId,
    ...of.disputes[kind],
    eventId: PLAN_NEWS[kind]?.map((one) => of.planEvents[one]).find((id) => id !== undefined) ?? null,
  }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return {
    ...{ id: NO_MESSAGE, sendKey: 'preview', kind, customerId: customer.id, subject: '' },
    ...{ invoiceId: of.invoiceId, paymentId: of.paymentId, details: Object.fromEntries(details) as MessageDetails },
    toAddress: customer.contacts[0]?.email ?? 'reader@example.com',
    ...{ state: 'queued', stateReason: '', providerRef: null, sealedMail: null },
    ...{ notBefore: null, queuedAt: now, changedAt: now },
  };
}

/** The dark and the light look of a mail: the reader's own setting decides when it is read, the one who looks here. */
export const inTheme = (html: string, theme: 'light' | 'dark'): string =>
  html.replaceAll('@media (prefers-color-scheme: dark)', theme === 'dark' ? '@media all' : '@media not all');
