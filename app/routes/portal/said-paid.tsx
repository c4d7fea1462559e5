import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type InvoiceId, parseId } from '#app/kernel/ids.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/said-paid.ts';
import { foundOr404 } from './found-or-404.ts';
import { actOnSaidPaid, invoiceToSay } from './said-paid-act.server.ts';
import { SaidPaidForm } from './said-paid-form.tsx';

export async function loader(args: Route.LoaderArgs) {
  const reader = await requirePortal(args, 'view');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const { company, moment } = reader;
  return { ...(await invoiceToSay(reader, invoiceId)), company: company.name, today: moment.today };
}

export async function action(args: Route.ActionArgs) {
  const teller = await requirePortal(args, 'pay');
  const invoiceId = foundOr404(parseId<InvoiceId>(args.params.id), 'invoice');
  const done = await actOnSaidPaid(teller, { invoiceId, request: args.request });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(
    `/invoices/${invoiceId}`,
    'Thank you. We look for the money and do not remind you meanwhile.',
  );
}

export default function SaidPaid({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, said, company, today } = loaderData;
  return (
    <>
      <PageTitle title={`Invoice ${invoice.number}: already paid`} site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/invoices/${invoice.id}`}>Invoice {invoice.number}</BackLink>
      <PortalTitle title="Already paid? Tell us the date" under="Nothing is charged by this." />
      <SaidPaidForm
        {...{ invoice, said, today }}
        errors={actionData?.fieldErrors ?? {}}
        values={(actionData?.values ?? {}) as Record<string, string>}
      />
    </>
  );
}
