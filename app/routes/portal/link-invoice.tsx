import { Link } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { explainInvoiceLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { explainedByLine } from '#app/modules/billing-runs/ui/line-explained.tsx';
import { customerTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { disputesOfInvoice } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/link-invoice.ts';
import { askHrefOf } from './dispute-address.ts';
import { languageOf } from './dispute-read.server.ts';
import { foundOr404 } from './found-or-404.ts';
import { TellUs } from './invoice-asked.tsx';
import { InvoiceDisputes } from './invoice-disputes.tsx';
import { InvoiceSheet, payableMinor, titleOf } from './invoice-sheet.tsx';
import { PrintLink } from './print-link.tsx';

/** Opening a link consumes nothing, however often and by whatever programme it is opened. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, invoiceIds, company, moment } = await requireLink(args);
  const asked = args.url.searchParams.get('invoice');
  const invoiceId = invoiceIds.find((id) => id === asked) ?? invoiceIds[0] ?? '';
  const { invoice, others, ...beside } = await readAsPortal(portalDb(), scope, async (db) => {
    const invoice = await getInvoice(db, { invoiceId, customerId });
    const others = [];
    for (const id of invoiceIds) if (id !== invoiceId) others.push(await getInvoice(db, { invoiceId: id, customerId }));
    const explained = invoice ? await explainInvoiceLines(db, { invoiceId: invoice.id, customerId }) : [];
    const steps = invoice ? await customerTimeline(db, { invoiceId: invoice.id, customerId }) : [];
    const reader = { side: 'customer' as const, language: languageOf({ company }) };
    return {
      invoice: foundOr404(invoice, 'invoice'),
      disputes: await disputesOfInvoice(db, { invoiceId, customerId, reader }),
      steps,
      explained,
      others: others.filter((other) => other !== null),
    };
  });
  return {
    root: `/i/${encodeURIComponent(args.params.token)}`,
    ...{ invoice, ...beside, zone: company.timeZone },
    others: others.map(({ id, number }) => ({ id, number })),
    together: payTogether([invoice, ...others]),
    today: moment.today,
    seller: company,
  };
}

/** What the link's invoices come to, where several can be paid at once. */
function payTogether(invoices: readonly Invoice[]): { count: number; minor: bigint } | null {
  const payable = invoices.filter(
    (one) =>
      one.currency === invoices[0]?.currency &&
      one.holds.every((hold) => hold.kind !== 'in_flight') &&
      payableMinor(one) > 0n,
  );
  return payable.length < 2
    ? null
    : { count: payable.length, minor: payable.reduce((sum, one) => sum + payableMinor(one), 0n) };
}

export default function LinkInvoice({ loaderData }: Route.ComponentProps) {
  const { root, invoice, others, together, today, seller, explained, steps, zone } = loaderData;
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, invoice.currency), locale);
  const payable = payableMinor(invoice);
  const askHref = invoice.kind === 'credit_note' ? undefined : askHrefOf(root, invoice.id);
  const onItsWay = invoice.holds.some((hold) => hold.kind === 'in_flight');
  return (
    <>
      <PageTitle title={titleOf(invoice, words)} site={seller.name} />
      {invoice.leftMinor === 0n && invoice.kind !== 'credit_note' && (
        <Note tone="positive">This invoice is paid. There is nothing to do. Thank you.</Note>
      )}
      {onItsWay && <Note>A payment is on its way and is being checked. Do not pay again.</Note>}
      {others.length > 0 && (
        <p className="text-15">
          This link also shows{' '}
          {others.map((other, index) => (
            <span key={other.id}>
              {index > 0 && ', '}
              <Link className="reference" to={`${root}?invoice=${other.id}`}>
                {other.number}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
      <InvoiceSheet
        invoice={invoice}
        today={today}
        seller={seller}
        way={{ steps, zone }}
        explained={explainedByLine(explained, invoice.currency)}
        hrefTo={(documentId) => `${root}?invoice=${documentId}`}
        askHref={askHref}
        actions={
          <ButtonRow>
            {together && (
              <LinkButton to={`${root}/pay`}>
                Pay {together.count === 2 ? 'both' : `all ${together.count}`}, {words(together.minor)}
              </LinkButton>
            )}
            {payable > 0n && (
              <LinkButton to={`${root}/pay?i=${invoice.id}`} variant={together ? 'second' : undefined}>
                Pay {together ? 'this one, ' : ''}
                {words(payable)}
              </LinkButton>
            )}
            <LinkButton download to={`${root}/invoices/${invoice.id}/pdf`} variant="quiet">
              Download PDF
            </LinkButton>
            {payable > 0n && (
              <LinkButton to={`${root}/paid?invoice=${invoice.id}`} variant="quiet">
                Already paid? Tell us the date
              </LinkButton>
            )}
            <TellUs invoice={invoice} askHref={askHref} email={seller.help.email} />
          </ButtonRow>
        }
        asked={<InvoiceDisputes disputes={loaderData.disputes} root={root} />}
        after={<PrintLink />}
      />
      <HelpLink page="reading-an-invoice" />
    </>
  );
}
