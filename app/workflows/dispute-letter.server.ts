import { type Money, money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import type { DisputeProps } from '#emails/dispute.ts';
import { languageOf } from '#emails/words/words.ts';
import { disputeNews, type NewsOf } from './dispute-news.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  nothing,
  type Rendering,
  scopedAddress,
} from './letter-parts.server.ts';

/** Writes the mail about a stage or a message of a dispute, from what is true when it leaves. */
export async function disputeLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { disputeId, messageId, position } = message.details;
  const shared = common(message, letterhead);
  const dispute = disputeId ? await getDispute(outside.db, { disputeId, sayIn: languageOf(shared.locale) }) : null;
  const of: NewsOf = messageId ? { messageId } : { position: position ?? '' };
  const said = dispute && disputeNews(dispute, of);
  if (!dispute || !said) return nothing('What it would say is told by another message.');
  const { news, by, text } = said;
  const invoiceOf = (id: string | null) => (id === null ? null : getInvoice(outside.db, { invoiceId: id }));
  const invoice = await invoiceOf(dispute.invoiceId);
  const replacedBy = await invoiceOf(dispute.rebillInvoiceId);
  const decision = dispute.decisions.at(-1);
  const { timeZone } = letterhead.company;
  return letter('dispute', {
    ...shared,
    ...{ news, by, text, number: dispute.number, invoice: invoice?.number ?? '' },
    contested: dispute.outcome === null ? amountOf(dispute, dispute.amountMinor) : null,
    credited: news === 'agreed' || news === 'part' ? amountOf(dispute, dispute.agreedMinor) : null,
    creditNote: decision?.creditNoteNumber ?? '',
    replacedBy: replacedBy?.number ?? '',
    left: leftOf(invoice, news),
    answerOn: dispute.promisedOn ?? (dispute.answerDueAt && dateInZone(dispute.answerDueAt, timeZone)),
    link: await linkFor(outside, message, { dispute, letterhead }),
  });
}

const amountOf = ({ currency }: DisputeView, minor: bigint | null): Money | null =>
  minor === null || minor === 0n || currency === null ? null : money(minor, currency);

function leftOf(invoice: Invoice | null, news: DisputeProps['news']): DisputeProps['left'] {
  if (!invoice || news === 'rebilled') return null;
  return { amount: money(invoice.leftMinor, invoice.currency), dueOn: invoice.dueOn };
}

/** Who signs in reads the thread; who raised it under a link sees its invoice again, as far as the link went. */
async function linkFor(
  outside: Composer,
  message: Message,
  { dispute, letterhead }: { readonly dispute: DisputeView; readonly letterhead: Letterhead },
): Promise<string> {
  const { id, raisedByKind, invoiceId, customerId } = dispute;
  if (raisedByKind !== 'link' || invoiceId === null) return `${outside.baseUrl}/disputes/${id}`;
  return scopedAddress(outside, { message, customerId, invoiceIds: [invoiceId] }, letterhead.moment);
}
