import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { DocumentLines, DocumentTotals } from '#app/modules/invoicing/ui/document-lines.tsx';
import { invoiceDelivery } from '#app/modules/reports/queries/invoice-delivery.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { resendInvoice } from '#app/workflows/resend-invoice.server.ts';
import type { Route } from './+types/invoice.ts';
import { AuditStory } from './audit-story.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { invoiceBadges } from './invoice-badges.ts';
import { DeliveryPanel, SettlementPanel } from './invoice-story.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const id = parseId<InvoiceId>(args.params.id);
  const invoice = foundOr404(id && (await getInvoice(staffDb(), { invoiceId: id })), 'invoice');
  const [delivery, entries] = await Promise.all([
    invoiceDelivery(staffDb(), invoice.id),
    listAudit(staffDb(), { subjectId: invoice.id }),
  ]);
  return {
    invoice,
    delivery,
    entries,
    today: moment.today,
    locale: company.locale,
    zone: company.timeZone,
    // Names this sending, so that pressing the button twice sends once.
    once: newId<never>() as string,
    may: { send: mayStaff(user.role, 'messages.send'), record: mayStaff(user.role, 'payments.record') },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'messages.send');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const once = parseId((await postedFields(args.request)).of('once'));
  if (!once) return data(formRefusal({ formErrors: ['The page is too old. Reload it and send again.'] }), 422);
  const sent = await inTransaction(staffDb(), (tx) => resendInvoice(tx, actor, { invoiceId, once }, moment));
  if (sent.ok)
    return redirectWithFlash(`/staff/invoices/${invoiceId}`, `Sending again to ${sent.value.to.join(', ')}.`);
  const text =
    sent.refusal.code === 'nobody-receives'
      ? 'Nobody at this customer receives invoices. Add a person under Contacts, then send it again.'
      : 'This invoice does not exist.';
  return data(formRefusal({ formErrors: [text] }), 422);
}

export default function InvoicePage({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, delivery, entries, today, locale, zone, once, may } = loaderData;
  const open = invoice.leftMinor > 0n;
  return (
    <>
      <PageTitle title={invoice.number} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/invoices">Invoices</BackLink>
      <PageHead
        title={<span className="reference">{invoice.number}</span>}
        facts={
          <>
            <Link to={`/staff/customers/${invoice.customerId}`}>
              <NameText text={invoice.billTo.name} />
            </Link>
            <NameText text={invoice.title} />
            <Badges badges={invoiceBadges(invoice, delivery, { today, locale })} />
          </>
        }
        actions={
          <>
            <LinkButton to={`/staff/invoices/${invoice.id}/pdf`} download variant={open ? 'second' : 'primary'}>
              Download PDF
            </LinkButton>
            {open && may.record && (
              <LinkButton to={`/staff/payments/new?customer=${invoice.customerId}&currency=${invoice.currency}`}>
                Record payment
              </LinkButton>
            )}
          </>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            {
              label: `Left, ${invoice.currency}`,
              value: <MoneyText money={money(invoice.leftMinor, invoice.currency)} style="bare" />,
              large: true,
            },
            {
              label: 'Invoiced',
              value: <MoneyText money={money(invoice.grossMinor, invoice.currency)} style="bare" />,
            },
          ]}
        />
        <div className="record-columns">
          <div className="staff-stack">
            <Panel title="What was billed">
              <DocumentLines document={invoice} />
              <div className="panel-pad">
                <DocumentTotals document={invoice} />
              </div>
            </Panel>
            <SettlementPanel invoice={invoice} />
          </div>
          <div className="staff-stack">
            <DocumentFacts invoice={invoice} />
            <DeliveryPanel delivery={delivery} zone={zone} once={once} maySend={may.send} />
            <AuditStory entries={entries} zone={zone} title="Who did what" />
          </div>
        </div>
      </div>
    </>
  );
}
