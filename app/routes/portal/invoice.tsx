import { requirePortal } from '#app/guards/require-portal.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { customerRefunds } from '#app/modules/adjustments/queries/customer-refunds.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { explainInvoiceLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { explainedByLine } from '#app/modules/billing-runs/ui/line-explained.tsx';
import { customerTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { disputesOfInvoice } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { portalEinvoices } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/invoice.ts';
import { askHrefOf } from './dispute-address.ts';
import { languageOf } from './dispute-read.server.ts';
import { foundOr404 } from './found-or-404.ts';
import { TellUs } from './invoice-asked.tsx';
import { InvoiceDisputes } from './invoice-disputes.tsx';
import { InvoiceSheet, payableMinor, titleOf } from './invoice-sheet.tsx';
import { PrintLink } from './print-link.tsx';
import { RefundNotes } from './refund-notes.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, company, moment } = await requirePortal(args, 'view');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const reader = { side: 'customer' as const, language: languageOf({ company }) };
  const { invoice, ...beside } = await readAsPortal(portalDb(), scope, async (db) => {
    const [found, explained, steps, disputes, { mayFetch }] = await Promise.all([
      getInvoice(db, { invoiceId, customerId }),
      explainInvoiceLines(db, { invoiceId, customerId }),
      customerTimeline(db, { invoiceId, customerId }),
      disputesOfInvoice(db, { invoiceId, customerId, reader }),
      portalEinvoices(db, customerId),
    ]);
    const creditItemId = found?.kind === 'credit_note' ? found.openItemId : null;
    const refunds = creditItemId ? await customerRefunds(db, { customerId, creditItemId }) : [];
    return { invoice: found, explained, steps, disputes, mayFetch, refunds };
  });
  return {
    invoice: foundOr404(invoice, 'invoice'),
    ...{ ...beside, zone: company.timeZone },
    today: moment.today,
    seller: company,
    mayPay: mayPortal(membership.role, 'pay'),
  };
}

const DOCUMENT_MOVES: ReadonlySet<string> = new Set(['credit_note', 'invoice', 'debit_note']);

export default function InvoicePage({ loaderData }: Route.ComponentProps) {
  const { invoice, today, seller, mayPay, refunds, explained, mayFetch, steps, zone } = loaderData;
  const locale = useLocale();
  const payable = payableMinor(invoice);
  const askHref = mayPay && invoice.kind !== 'credit_note' ? askHrefOf('', invoice.id) : undefined;
  const words = (minor: bigint) => formatMoney(money(minor, invoice.currency), locale);
  const lastPayment = invoice.settlements.findLast((move) => move.kind === 'payment' && !move.undone);
  return (
    <>
      <PageTitle title={titleOf(invoice, words)} site={seller.name} />
      <BackLink to="/invoices">Invoices</BackLink>
      <InvoiceSheet
        invoice={invoice}
        today={today}
        seller={seller}
        way={{ steps, zone }}
        explained={explainedByLine(explained, invoice.currency)}
        hrefOf={(move) =>
          move.kind === 'payment'
            ? `/payments/${move.sourceId}`
            : DOCUMENT_MOVES.has(move.kind)
              ? `/invoices/${move.sourceId}`
              : undefined
        }
        hrefTo={(documentId) => `/invoices/${documentId}`}
        askHref={askHref}
        asked={<InvoiceDisputes disputes={loaderData.disputes} />}
        actions={
          <ButtonRow>
            {mayPay && payable > 0n && <LinkButton to={`/pay?i=${invoice.id}`}>Pay {words(payable)}</LinkButton>}
            {invoice.leftMinor === 0n && lastPayment && (
              <LinkButton to={`/payments/${lastPayment.sourceId}`}>View receipt</LinkButton>
            )}
            <LinkButton download to={`/files/invoices/${invoice.id}.pdf`} variant="quiet">
              Download PDF
            </LinkButton>
            {mayPay && payable > 0n && (
              <LinkButton to={`/invoices/${invoice.id}/paid`} variant="quiet">
                Already paid?
              </LinkButton>
            )}
            {mayFetch && <EinvoiceLinks invoiceId={invoice.id} />}
            <TellUs invoice={invoice} askHref={askHref} email={seller.help.email} />
          </ButtonRow>
        }
        after={
          <>
            {' · '}
            <a href={`/files/invoices/${invoice.id}.csv`} download>
              Lines as CSV
            </a>
            <PrintLink />
          </>
        }
      />
      <RefundNotes refunds={refunds} />
      <HelpLink page="reading-an-invoice" />
    </>
  );
}

/** The same document as data, for customers whose books read it. */
function EinvoiceLinks({ invoiceId }: { invoiceId: string }) {
  return (
    <>
      <LinkButton download to={`/files/invoices/${invoiceId}/einvoice/ubl`} variant="quiet">
        E-invoice (UBL)
      </LinkButton>
      <LinkButton download to={`/files/invoices/${invoiceId}/einvoice/factur-x`} variant="quiet">
        E-invoice (Factur-X)
      </LinkButton>
    </>
  );
}
