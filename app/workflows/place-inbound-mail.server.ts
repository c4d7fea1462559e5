import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { contestedDocument } from '#app/modules/disputes/queries/contested-document.server.ts';
import { disputePlace } from '#app/modules/disputes/queries/dispute-place.server.ts';
import type { DisputeRefusal, StoredDisputeFile } from '#app/modules/disputes/types.ts';
import { placeMail } from '#app/modules/inbox/commands/place-mail.server.ts';
import { namedInSubject } from '#app/modules/inbox/forms.ts';
import { getInbound } from '#app/modules/inbox/queries/get-inbound.server.ts';
import type { InboundMail, InboxRefusal, MailPlace } from '#app/modules/inbox/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { invoiceIdByNumber } from '#app/modules/invoicing/queries/invoice-id-by-number.server.ts';
import { isAdviceFile } from '#app/modules/remittances/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb, Tx } from '#app/platform/db/transaction.server.ts';

type Putting = {
  readonly mailId: string;
  readonly place: MailPlace;
  readonly how: 'address' | 'person';
  readonly reason: string;
  /** The line of the invoice it asks about, as a person says; without one, the line its subject names, if there is one. */
  readonly lineNo?: number | undefined;
  /** False: it stands on the timeline and nobody has to answer it. */
  readonly asks?: boolean;
};
/** As much as a message of a dispute holds; the whole mail stands in the inbox. */
const WORDS_MAX = 4_900;
const FILES_MAX = 10;
const QUESTION_REASON = 'other';

/**
 * Puts a mail where it belongs and does what follows from it: a reply to a dispute is a message of it, any other is a
 * question that somebody answers; what a program sent is neither. Refuses what placing and the dispute refuse, and then
 * nothing was done.
 */
export async function putMail(
  tx: Tx,
  actor: Actor,
  input: Putting,
  moment: Moment,
): Promise<Result<void, InboxRefusal | DisputeRefusal>> {
  const placed = await placeMail(tx, actor, input, moment);
  if (!placed.ok) return placed;
  const mail = await getInbound(tx, input.mailId);
  if (mail?.automatic !== '' || input.asks === false) return ok();
  const { subjectKind, subjectId, customerId } = input.place;
  const sender: Actor = { kind: 'customer', id: null, name: mail.fromName || mail.fromAddress, requestId: null };
  const said = { words: wordsOf(mail, subjectKind === 'dispute'), files: filesOf(mail), via: 'mail' as const };
  if (subjectKind === 'dispute') {
    const replied = await replyToDispute(tx, sender, { disputeId: subjectId, customerId, ...said }, moment);
    return replied.ok ? ok() : replied;
  }
  const invoiceId = subjectKind === 'invoice' ? subjectId : null;
  const lineNo = input.lineNo ?? (await lineNamed(tx, { invoiceId, subject: mail.subject }));
  const claim = lineNo === null ? null : { kind: 'lines' as const, lines: [{ lineNo, what: 'about' as const }] };
  const raised = await raiseDispute(
    tx,
    sender,
    {
      ...{ customerId, invoiceId, kind: 'question', claim },
      // Who a mail says it is from is not believed: answers go to the customer's contacts.
      ...{ reasonCode: QUESTION_REASON, expects: '', notifyEmail: '', ...said },
    },
    moment,
  );
  return raised.ok ? ok() : raised;
}

/** The line a subject names, where the invoice has one of that number. */
async function lineNamed(
  db: ReadDb,
  { invoiceId, subject }: { readonly invoiceId: string | null; readonly subject: string },
): Promise<number | null> {
  const { lineNo } = namedInSubject(subject);
  if (invoiceId === null || lineNo === null) return null;
  const document = await contestedDocument(db, invoiceId);
  return document?.lines.some((line) => line.lineNo === lineNo) ? lineNo : null;
}

function wordsOf(mail: InboundMail, isReply: boolean): string {
  const text = [isReply ? '' : mail.subject, mail.body].filter(Boolean).join('\n\n').trim();
  if (text === '') return mail.files.length > 0 ? 'A mail without text, with files.' : 'A mail without text.';
  return text.length > WORDS_MAX ? `${text.slice(0, WORDS_MAX).toWellFormed()} …` : text;
}

const filesOf = (mail: InboundMail): StoredDisputeFile[] =>
  mail.files
    .flatMap((file) =>
      file.sha256 === null || file.mediaType === null || isAdviceFile(file.mediaType)
        ? []
        : [{ ...file, sha256: file.sha256, mediaType: file.mediaType as StoredDisputeFile['mediaType'] }],
    )
    .slice(0, FILES_MAX);

/** What bears a number, as a place: a dispute, an invoice or a customer. Null: nothing does. */
export async function placeByNumber(db: ReadDb, typed: string): Promise<MailPlace | null> {
  const number = typed.trim();
  const dispute = await disputePlace(db, { number: number.toUpperCase() });
  if (dispute) return { subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId };
  const invoiceId = await invoiceIdByNumber(db, number.toUpperCase());
  const invoice = invoiceId && (await getInvoice(db, { invoiceId }));
  if (invoice) return { subjectKind: 'invoice', subjectId: invoice.id, customerId: invoice.customerId };
  const customers = await customerIdsByNumber(db, [number, number.toUpperCase()]);
  const customerId = [...customers.values()][0];
  return customerId ? { subjectKind: 'customer', subjectId: customerId, customerId } : null;
}
