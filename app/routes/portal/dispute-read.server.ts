import { currency } from '#app/kernel/money.ts';
import { partsNow } from '#app/modules/disputes/forms.ts';
import { getOwnDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Asker } from './dispute-asker.server.ts';
import type { ShownDispute, ShownMessage } from './dispute-shown.ts';
import { standingOf } from './dispute-words.ts';
import { foundOr404 } from './found-or-404.ts';
import { readerLanguage } from './reader-language.server.ts';

/** In whose words reasons are read: the portal's own language. */
export const languageOf = ({ company }: Pick<Asker, 'company'>): string => company.locale.slice(0, 2);

/** One of the customer's disputes as its page shows it; 404 where it is not theirs. */
export async function readShownDispute(asker: Asker, disputeId: string): Promise<ShownDispute> {
  const { scope, customerId, company } = asker;
  const sayIn = await readerLanguage(asker);
  const read = await readAsPortal(portalDb(), scope, async (db) => {
    const dispute = await getOwnDispute(db, { disputeId, customerId, language: languageOf(asker), sayIn });
    const invoiceOf = (id: string | null) => (id === null ? null : getInvoice(db, { invoiceId: id, customerId }));
    return (
      dispute && {
        dispute,
        invoice: await invoiceOf(dispute.invoiceId),
        next: await invoiceOf(dispute.rebillInvoiceId),
      }
    );
  });
  const { dispute, invoice, next } = foundOr404(read, 'question');
  return {
    ...{ id: dispute.id, number: dispute.number, kind: dispute.kind, standing: standingOf(dispute) },
    ...{ reason: dispute.kind === 'question' ? '' : dispute.reasonLabel, raisedAt: dispute.raisedAt },
    currency: dispute.currency ?? invoice?.currency ?? currency(company.baseCurrency),
    ...{ owner: dispute.ownerName ?? '', answerDueAt: dispute.answerDueAt, promisedOn: dispute.promisedOn },
    invoice: invoice && { id: invoice.id, number: invoice.number, leftMinor: invoice.leftMinor, dueOn: invoice.dueOn },
    charges: chargesOf(dispute),
    amountMinor: dispute.amountMinor ?? 0n,
    heldMinor: dispute.kind === 'dispute' && dispute.outcome === null ? (dispute.amountMinor ?? 0n) : 0n,
    messages: dispute.messages.map((message) => shownMessage(message, sayIn)),
    result: resultOf(dispute, next),
    mayReopen: dispute.outcome !== null && MAY_REOPEN.has(dispute.outcome),
  };
}

const MAY_REOPEN: ReadonlySet<string> = new Set(['part', 'refused', 'withdrawn', 'answered']);

const chargesOf = ({ lines }: DisputeView): ShownDispute['charges'] =>
  partsNow(lines).flatMap(({ lineNo, description, amountMinor }) =>
    lineNo === null ? [] : [{ lineNo, title: description ?? `Charge ${lineNo}`, amountMinor }],
  );

const shownMessage = (message: DisputeView['messages'][number], language: string): ShownMessage => ({
  ...{ id: message.id, at: message.at, text: message.body },
  // What the system says is said in the company's name, and in the reader's language.
  ...(message.authorKind === 'system' ? { name: '', language } : { name: message.authorName }),
  isOwn: message.authorKind === 'customer' || message.authorKind === 'link',
  files: message.files.map(({ id, name }) => ({ id, fileName: name })),
});

function resultOf(
  { outcome, decisions, agreedMinor, closedAt }: DisputeView,
  next: Invoice | null,
): ShownDispute['result'] {
  if (outcome === null || closedAt === null) return null;
  const decision = decisions.at(-1);
  const { creditNoteId, creditNoteNumber } = decision ?? {};
  return {
    agreedMinor: agreedMinor ?? 0n,
    creditNote: creditNoteId && creditNoteNumber ? { id: creditNoteId, number: creditNoteNumber } : null,
    newInvoice: next && { id: next.id, number: next.number },
    why: decision?.words ?? '',
    at: closedAt,
  };
}
