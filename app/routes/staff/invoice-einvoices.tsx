import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getBuyerFacts } from '#app/modules/einvoices/queries/einvoice-facts.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { einvoiceBoard } from '#app/workflows/einvoice-board.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/invoice-einvoices.ts';
import { einvoiceAct } from './einvoice-acts.server.ts';
import { EinvoicePanelOf } from './einvoice-panel.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'desk.read');
  const id = parseId<InvoiceId>(args.params.id);
  const invoice = foundOr404(id && (await getInvoice(db, { invoiceId: id })), 'invoice');
  const [rows, buyer] = await Promise.all([
    einvoiceBoard(webProducer(), invoice),
    getBuyerFacts(db, invoice.customerId),
  ]);
  const wanted = buyer.profile;
  return {
    invoice: { id: invoice.id, number: invoice.number, name: invoice.billTo.name, customerId: invoice.customerId },
    // What this customer wants comes first.
    rows: [...rows].sort((a, b) => Number(b.profile === wanted) - Number(a.profile === wanted)),
    ...{ wanted, zone: company.timeZone, now: moment.now },
    maySend: mayStaff(user.role, 'messages.send'),
    mayChange: mayStaff(user.role, 'customers.write'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'messages.send');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const sent = await postedFields(args.request);
  const done = await einvoiceAct(sent, { invoiceId, actor, moment });
  return done.ok ? redirectWithFlash(`/staff/invoices/${invoiceId}/einvoices`, done.value) : data(done.refusal, 422);
}

export default function InvoiceEinvoices({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, rows, wanted, zone, now, maySend, mayChange } = loaderData;
  return (
    <>
      <PageTitle title={`E-invoices of ${invoice.number}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/invoices/${invoice.id}`}>{invoice.number}</BackLink>
      <PageHead
        title="E-invoices"
        facts={
          <>
            <span className="reference">{invoice.number}</span>
            <NameText text={invoice.name} />
          </>
        }
        actions={
          mayChange && (
            <LinkButton to={`/staff/customers/${invoice.customerId}/einvoices`} variant="second">
              What this customer needs
            </LinkButton>
          )
        }
      />
      <div className="staff-stack">
        {rows.map((row) => (
          <EinvoicePanelOf
            key={row.profile}
            {...{ row, zone, now, maySend }}
            invoiceId={invoice.id}
            isWanted={row.profile === wanted}
            errors={actionData?.values.profile === row.profile ? actionData.fieldErrors : {}}
            value={actionData?.values.profile === row.profile ? String(actionData.values.reason ?? '') : ''}
          />
        ))}
      </div>
    </>
  );
}
