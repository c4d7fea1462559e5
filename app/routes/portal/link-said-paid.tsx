import { data } from 'react-router';
import { requireLink } from '#app/guards/require-link.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/link-said-paid.ts';
import { foundOr404 } from './found-or-404.ts';
import { actOnSaidPaid, invoiceToSay } from './said-paid-act.server.ts';
import { SaidPaidForm } from './said-paid-form.tsx';

/** Of the link's invoices the one of the address, or the first. */
async function asked(args: Route.LoaderArgs | Route.ActionArgs) {
  const holder = await requireLink(args);
  const named = args.url.searchParams.get('invoice');
  const invoiceId = foundOr404(holder.invoiceIds.find((id) => id === named) ?? holder.invoiceIds[0], 'invoice');
  return { holder, invoiceId, back: `/i/${encodeURIComponent(args.params.token)}?invoice=${invoiceId}` };
}

export async function loader(args: Route.LoaderArgs) {
  const { holder, invoiceId, back } = await asked(args);
  const { company, moment } = holder;
  return { ...(await invoiceToSay(holder, invoiceId)), company: company.name, today: moment.today, back };
}

export async function action(args: Route.ActionArgs) {
  const { holder, invoiceId, back } = await asked(args);
  const done = await actOnSaidPaid(holder, { invoiceId, request: args.request });
  if (!done.ok) return data(done.refusal, 422);
  return redirectWithFlash(back, 'Thank you. We look for the money and do not remind you meanwhile.');
}

export default function LinkSaidPaid({ loaderData, actionData }: Route.ComponentProps) {
  const { invoice, said, company, today, back } = loaderData;
  return (
    <>
      <PageTitle title={`Invoice ${invoice.number}: already paid`} site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={back}>Invoice {invoice.number}</BackLink>
      <PortalTitle title="Already paid? Tell us the date" under="Nothing is charged by this." />
      <SaidPaidForm
        {...{ invoice, said, today }}
        errors={actionData?.fieldErrors ?? {}}
        values={(actionData?.values ?? {}) as Record<string, string>}
      />
    </>
  );
}
