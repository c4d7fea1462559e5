import { data, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { disputeReasons } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/dispute-new.ts';
import { DisputeForm } from './dispute-new-form.tsx';
import { raiseByHand } from './dispute-raise.server.ts';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

/** The invoice or the customer an address names. */
async function aboutOf(url: URL) {
  const invoiceId = parseId<InvoiceId>(url.searchParams.get('invoice'));
  const invoice = invoiceId ? foundOr404(await getInvoice(staffDb(), { invoiceId }), 'invoice') : null;
  const customerId = invoice?.customerId ?? parseId(url.searchParams.get('customer'));
  // Without either, the customer is looked for first.
  if (!customerId) throw redirect('/staff/customers');
  return { invoice, customer: foundOr404(await getCustomer(staffDb(), customerId), 'customer') };
}

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'disputes.work');
  const { invoice, customer } = await aboutOf(args.url);
  const reasons = await disputeReasons(staffDb(), { reader: { side: 'staff' } });
  return { invoice, customer: { id: customer.id as string, name: customer.name }, reasons };
}

export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'disputes.work');
  const { invoice, customer } = await aboutOf(args.url);
  const done = await raiseByHand(await postedFields(args.request), { invoice, customerId: customer.id }, who);
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(`/staff/disputes/${done.value.disputeId}`, `${done.value.number} is written down.`);
}

export default function DisputeNew({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, customer, reasons } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = (actionData?.values ?? {}) as Record<string, string | undefined>;
  const back = invoice ? `/staff/invoices/${invoice.id}` : `/staff/customers/${customer.id}`;
  return (
    <>
      <PageTitle title="Write down what a customer says" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={back}>{invoice ? invoice.number : <NameText text={customer.name} />}</BackLink>
      <PageHead title="Write down what a customer says" facts={<NameText text={customer.name} />} />
      <Panel title="What is wrong" pad>
        <DisputeForm {...{ invoice, reasons, values, errors }} />
      </Panel>
    </>
  );
}
