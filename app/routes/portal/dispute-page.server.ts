import { addBusinessMinutes } from '#app/kernel/business-hours.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { deskClock } from '#app/modules/disputes/queries/desk-clock.server.ts';
import { disputeReasons } from '#app/modules/disputes/queries/disputes-of.server.ts';
import type { DisputeKind } from '#app/modules/disputes/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { sumText } from '#app/modules/invoicing/ui/charge-words.ts';
import { creditedMinor } from '#app/modules/invoicing/ui/settlement.tsx';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Asker } from './dispute-asker.server.ts';
import { languageOf } from './dispute-read.server.ts';
import { foundOr404 } from './found-or-404.ts';

/** Whose desk takes it first; where it goes from there, its clock goes on. */
const FIRST_DESK = 'receivables';

/** What the address names: an invoice of the asker's, one of its charges, and whether it is a question. */
export async function askedAbout(asker: Asker, url: URL) {
  const named = parseId<InvoiceId>(url.searchParams.get('invoice') ?? '');
  const invoiceId = asker.only ? (asker.only.find((id) => id === named) ?? asker.only[0] ?? null) : named;
  const invoice = await readAsPortal(portalDb(), asker.scope, async (db) =>
    invoiceId ? getInvoice(db, { invoiceId, customerId: asker.customerId }) : null,
  );
  const found = foundOr404(invoice?.kind === 'credit_note' ? null : invoice, 'invoice');
  const lineNo = Number(url.searchParams.get('line') ?? Number.NaN);
  return {
    invoice: found,
    from: found.lines.some((line) => line.lineNo === lineNo) ? lineNo : null,
    isQuestion: url.searchParams.get('ask') === 'yes',
    paysFirst: url.searchParams.get('next') === 'pay',
  };
}

/** What an invoice is contested as: what is open, or what was paid of one that is settled. One that was credited is neither. */
export const kindOf = (invoice: Invoice): 'dispute' | 'refund_claim' =>
  invoice.leftMinor > 0n || creditedMinor(invoice) >= invoice.grossMinor ? 'dispute' : 'refund_claim';

/** Everything the page shows on which one says what is wrong or asks. The key makes a second press of Send harmless. */
export async function askPage(asker: Asker, url: URL) {
  const { invoice, from, isQuestion, paysFirst } = await askedAbout(asker, url);
  const { company, moment, scope } = asker;
  const kind: DisputeKind = isQuestion ? 'question' : kindOf(invoice);
  const reasons = await readAsPortal(portalDb(), scope, (db) =>
    disputeReasons(db, { kind, reader: { side: 'customer', language: languageOf(asker) } }),
  );
  const clock = await deskClock(staffDb(), { queue: FIRST_DESK, kind });
  return {
    key: newId<never>() as string,
    company: company.name,
    zone: company.timeZone,
    today: moment.today,
    mayPay: asker.mayPay,
    root: asker.root,
    ...{ from, isQuestion, paysFirst },
    invoice: shownInvoice(invoice, company.locale),
    reasons: reasons.map(({ code, customerLabel }) => ({ code, words: customerLabel })),
    answerBy: addBusinessMinutes(moment.now, clock.answerMinutes, clock.hours),
    answerHours: Math.ceil(clock.answerMinutes / 60),
  };
}

function shownInvoice(invoice: Invoice, locale: string) {
  const { id, number, currency, leftMinor, grossMinor, lines } = invoice;
  return {
    ...{ id, number, currency },
    isOpen: leftMinor > 0n,
    isCredited: leftMinor === 0n && kindOf(invoice) === 'dispute',
    wholeMinor: leftMinor > 0n ? leftMinor : grossMinor,
    lines: lines
      .filter((line) => line.netMinor > 0n)
      .map((line) => ({
        ...{ lineNo: line.lineNo, title: line.description, netMinor: line.netMinor },
        how: sumText(line, currency, locale),
      })),
  };
}
