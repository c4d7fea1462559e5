import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import { makeSignInLink } from '#app/modules/auth/commands/make-sign-in-link.server.ts';
import { readerOfMail } from '#app/modules/auth/queries/people-of-customer.server.ts';
import type { SignInLinkId } from '#app/modules/auth/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { deliveriesOfMessage } from '#app/modules/delivery/queries/get-delivery.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { chequeOfPayment } from '#app/modules/instruments/queries/get-instrument.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { paymentCovers } from '#app/modules/payments/queries/payment-covers.server.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formatMailbox } from '#app/platform/mail/mail-address.ts';
import type { RenderedEmail } from '#emails/render-email.ts';
import { autopayLetter } from './autopay-letters.server.ts';
import { disputeLetter } from './dispute-letter.server.ts';
import { disputeWorkLetter, handoverLetter } from './dispute-work-letter.server.ts';
import { gatheredLetter } from './gathered-letter.server.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  type NothingToSend,
  nothing,
  PREVIEW_TOKEN,
  type Rendering,
  scopedAddress,
} from './letter-parts.server.ts';
import { isOptional, mailChoiceLinks } from './mail-choices.server.ts';
import { invitationLetter, paymentAskedLetter } from './people-letters.server.ts';
import { planLetter } from './plan-letter.server.ts';
import { portfolioLetter } from './portfolio-letter.server.ts';
import { reminderLetter } from './reminder-letter.server.ts';
import { replyAddressFor } from './reply-address.server.ts';
import { returnedCheque } from './returned-cheque.server.ts';
import { statementLetter } from './statement-letter.server.ts';

export type ComposedMail = RenderedEmail & {
  readonly from: string;
  readonly replyTo: string | null;
  /** Optional mails only: where one click declines them (RFC 8058). */
  readonly unsubscribe?: string;
};

const PREVIEW_CODE = '000000';
const PREVIEW_MINUTES = 10;

/**
 * Writes the mail of a message from what is true now, makes its link and renders it. The link's token exists in this mail
 * alone. Called once for a message; later tries repeat what it wrote.
 */
export async function composeMessage(
  outside: Composer,
  message: Message,
  moment: Moment,
): Promise<Result<ComposedMail, NothingToSend>> {
  const company = await getCompany(outside.db);
  const customer = message.customerId === null ? null : await getCustomer(outside.db, message.customerId);
  const reader = await readerOfMail(outside.db, message.toAddress);
  return composeUnder(outside, message, { company, customer, moment, reader });
}

/** The same under a letterhead that is known already. */
export async function composeUnder(
  outside: Composer,
  message: Message,
  letterhead: Letterhead,
): Promise<Result<ComposedMail, NothingToSend>> {
  const { company } = letterhead;
  const letter = await letterOf(outside, message, letterhead);
  if (!letter.ok) return letter;
  const rendered = await letter.value();
  return ok({
    ...{
      ...rendered,
      from: senderOf(company, outside.mailFrom),
      replyTo: (await replyAddressFor(outside, message)) ?? (company.replyTo || company.help.email || null),
    },
    ...(isOptional(message) ? { unsubscribe: mailChoiceLinks(outside, message).oneClick } : {}),
  });
}

/** A bare address gets the company's name in front, so that the inbox shows who writes. */
function senderOf(company: Company, fallback: string): string {
  if (company.mailFrom === '') return fallback;
  return company.mailFrom.includes('<') ? company.mailFrom : formatMailbox(company.name, company.mailFrom);
}

function letterOf(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  switch (message.kind) {
    case 'invoice':
      return invoiceLetter(outside, message, letterhead);
    case 'invoices':
      return gatheredLetter(outside, message, letterhead);
    case 'statement':
      return statementLetter(outside, message, letterhead);
    case 'reminder':
      return reminderLetter(outside, message, letterhead);
    case 'receipt':
      return receiptLetter(outside, message, letterhead);
    case 'payment_failed':
    case 'payment_processing':
      return attemptLetter(outside, message, letterhead);
    case 'refund_sent':
    case 'refund_paid':
    case 'refund_failed':
      return refundLetter(outside, message, letterhead);
    case 'autopay_notice':
    case 'autopay_failed':
    case 'method_expiring':
      return autopayLetter(outside, message, letterhead);
    case 'plan_agreed':
    case 'plan_answer':
    case 'plan_payment':
    case 'plan_over':
      return planLetter(outside, message, letterhead);
    case 'dispute_received':
    case 'dispute_reply':
    case 'dispute_needs_answer':
    case 'dispute_decided':
    case 'dispute_withdrawn':
      return disputeLetter(outside, message, letterhead);
    case 'cheque_returned':
      return chequeLetter(outside, message, letterhead);
    case 'portfolio':
      return portfolioLetter(outside, message, letterhead);
    case 'invitation':
      return invitationLetter(outside, message, letterhead);
    case 'payment_asked':
    case 'payment_sent_back':
      return paymentAskedLetter(outside, message, letterhead);
    case 'dispute_handover':
      return handoverLetter(outside, message, letterhead);
    case 'dispute_work':
      return disputeWorkLetter(outside, message, letterhead);
    case 'sign_in':
      return signInLetter(outside, message, letterhead);
  }
}

async function invoiceLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const invoice = message.invoiceId === null ? null : await getInvoice(outside.db, { invoiceId: message.invoiceId });
  if (!invoice) return nothing('The invoice does not exist.');
  return letter('invoiceIssued', {
    ...common(message, letterhead),
    kind: invoice.kind === 'debit_note' ? 'debit-note' : invoice.kind === 'credit_note' ? 'credit-note' : 'invoice',
    number: invoice.number,
    about: invoice.title || null,
    corrects: invoice.corrects?.number ?? null,
    replaces: invoice.replaces?.customerId === invoice.customerId ? invoice.replaces.number : null,
    total: money(invoice.grossMinor, invoice.currency),
    leftToPay: money(invoice.leftMinor, invoice.currency),
    dueOn: invoice.dueOn,
    terms: invoice.dueByHand || invoice.kind === 'credit_note' ? null : invoice.terms,
    collectedOn: null,
    link: await scopedAddress(
      outside,
      { message, customerId: invoice.customerId, invoiceIds: shownWith(invoice) },
      letterhead.moment,
    ),
    attached: await isAttached(outside, message),
    discreetSubject: false,
  });
}

/** Whether the sending asked for the file, or for the link alone. */
const isAttached = async (outside: Composer, message: Message): Promise<boolean> =>
  (await deliveriesOfMessage(outside.db, message.id)).every((delivery) => delivery.attaches);

/** Who may see a credit or debit note by its link may see what it corrects too: one says little without the other. */
const shownWith = (invoice: Invoice): string[] => [invoice.id, ...(invoice.corrects ? [invoice.corrects.id] : [])];

async function receiptLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const payment = message.paymentId === null ? null : await getPayment(outside.db, { paymentId: message.paymentId });
  if (!payment) return nothing('The payment does not exist.');
  const covers = await paymentCovers(outside.db, payment.id);
  const attempt = await getAttempt(outside.db, { paymentId: payment.id });
  const { currency } = payment;
  const cheque = await chequeOfPayment(outside.db, payment.id);
  return letter('paymentReceipt', {
    ...common(message, letterhead),
    number: cheque && cheque.state !== 'cleared' ? cheque.number : payment.number,
    amount: money(payment.amountMinor, currency),
    receivedOn: payment.receivedOn,
    method: payment.method === 'direct_debit' ? 'direct-debit' : payment.method,
    covers: covers.map((cover) => ({
      number: cover.number,
      paid: money(cover.paidMinor, currency),
      left: money(cover.leftMinor, currency),
    })),
    unapplied: money(payment.unappliedMinor, currency),
    cleared: payment.method !== 'cheque' || cheque?.state === 'cleared',
    link: await addressFor(outside, { message, attempt, signedIn: `/payments/${payment.id}` }, letterhead.moment),
    attached: true,
  });
}

async function attemptLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const attempt = message.details.attemptId ? await getAttempt(outside.db, { id: message.details.attemptId }) : null;
  if (!attempt) return nothing('The payment attempt does not exist.');
  const startedOn = dateInZone(attempt.createdAt, letterhead.company.timeZone);
  const shared = {
    ...common(message, letterhead),
    amount: money(attempt.amountMinor, attempt.currency),
    numbers: attempt.items.map((item) => item.number).filter((number) => number !== ''),
  };
  if (message.kind === 'payment_processing') {
    if (attempt.state !== 'processing') return nothing('The payment was decided before this message left.');
    const link = await addressFor(
      outside,
      { message, attempt, signedIn: `/pay/attempts/${attempt.id}` },
      letterhead.moment,
    );
    return letter('paymentProcessing', { ...shared, startedOn, expectedBy: null, link });
  }
  const { takenBackMinor } = message.details;
  return letter('paymentFailed', {
    ...shared,
    takenBack: takenBackMinor ? money(BigInt(takenBackMinor), attempt.currency) : null,
    method: attempt.paymentId !== null && (await isCard(outside, attempt.paymentId)) ? 'card' : 'direct-debit',
    attemptedOn: startedOn,
    // The first sentence says why; that nothing was charged and what to do stands in the letter itself.
    reason: attempt.failureText.split('. ')[0] || null,
    link: await addressFor(outside, { message, attempt, signedIn: '/' }, letterhead.moment),
  });
}

const isCard = async (outside: Composer, paymentId: string): Promise<boolean> =>
  (await getPayment(outside.db, { paymentId }))?.method === 'card';

const NEWS = { refund_sent: 'sent', refund_paid: 'paid', refund_failed: 'failed' } as const;

async function refundLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { kind } = message;
  const refund = message.details.refundId ? await getRefund(outside.db, { id: message.details.refundId }) : undefined;
  if (!refund || !(kind in NEWS)) return nothing('The refund does not exist.');
  const news = NEWS[kind as keyof typeof NEWS];
  // Steps can follow each other faster than mail: only the newest is told.
  if (news !== 'failed' && (refund.step === 'failed' || (news === 'sent' && refund.step === 'paid')))
    return nothing('The refund had moved on before this message left.');
  const paidByCard = refund.paymentId !== null && (await isCard(outside, refund.paymentId));
  return letter('refund', {
    ...common(message, letterhead),
    ...{ news, number: refund.number, amount: money(refund.amountMinor, refund.currency) },
    way: refund.method === 'bank' ? 'transfer' : paidByCard ? 'card' : 'direct-debit',
    link: `${outside.baseUrl}${refund.creditKind === 'payment' ? `/payments/${refund.creditSourceId}` : '/statements'}`,
  });
}

async function chequeLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const instrumentId = message.details.instrumentId ?? '';
  const cheque = await returnedCheque(outside.db, { instrumentId, today: letterhead.moment.today });
  if (!cheque) return nothing('The cheque does not exist, or was not returned.');
  return letter('chequeReturned', { ...common(message, letterhead), ...cheque, link: `${outside.baseUrl}/` });
}

async function signInLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  if (outside.isPreview) {
    const link = `${outside.baseUrl}/l/${PREVIEW_TOKEN}`;
    return letter('signInLink', { ...common(message, letterhead), link, code: PREVIEW_CODE, minutes: PREVIEW_MINUTES });
  }
  const linkId = message.details.signInLinkId as SignInLinkId | undefined;
  if (!linkId) return nothing('The request for this link does not exist.');
  const made = await inTransaction(outside.db, (tx) => makeSignInLink(tx, { linkId }, letterhead.moment));
  if (!made.ok)
    return nothing(
      made.refusal.code === 'nobody' ? 'Nobody signs in with this address.' : 'The link was used already.',
    );
  const { token, code, expiresAt, name } = made.value;
  return letter('signInLink', {
    ...common(message, letterhead),
    recipientName: name,
    link: `${outside.baseUrl}/l/${token}`,
    code,
    minutes: Math.round((expiresAt.getTime() - letterhead.moment.now.getTime()) / 60_000),
  });
}

/** Whoever paid through a scoped link may not be able to sign in: they get a scoped link again. */
async function addressFor(
  outside: Composer,
  of: { readonly message: Message; readonly attempt: Attempt | null; readonly signedIn: string },
  moment: Moment,
): Promise<string> {
  const { message, attempt, signedIn } = of;
  const invoiceIds = attempt?.items.flatMap((item) => (item.invoiceId === null ? [] : [item.invoiceId])) ?? [];
  if (attempt?.requestedByKind !== 'link' || invoiceIds.length === 0) return `${outside.baseUrl}${signedIn}`;
  return scopedAddress(outside, { message, customerId: attempt.customerId, invoiceIds }, moment);
}
