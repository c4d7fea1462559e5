import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { changesOf } from '#app/modules/customers/queries/customer-changes.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { AskedChange } from '#app/modules/customers/types.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { Definition } from '#app/ui/definition.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/details.ts';
import { actOnDetails } from './details-act.server.ts';
import { AskedChanges } from './details-asked.tsx';
import { DetailsContacts, shownChange } from './details-contacts.tsx';
import { AskBank, AskDetails } from './details-forms.tsx';
import { foundOr404 } from './found-or-404.ts';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment, membership } = await requirePortal(args, 'view');
  return readAsPortal(portalDb(), scope, async (db) => {
    const customer = foundOr404(await getCustomer(db, customerId), 'account');
    return {
      ...{ company: company.name, today: moment.today, zone: company.timeZone },
      details: {
        ...{ name: customer.name, addressLines: customer.addressLines, country: customer.country },
        ...{ taxNumber: customer.taxNumber, currency: customer.currency },
      },
      contacts: customer.contacts.map(({ id, name, email, receivesInvoices, receivesStatements }) => ({
        ...{ id, name, email, receivesInvoices, receivesStatements },
      })),
      changes: (await changesOf(db, { customerId })).map(({ kind, value, ...rest }) => ({
        ...rest,
        kind,
        shown: shownChange({ kind, value } as AskedChange),
      })),
      mayAsk: mayPortal(membership.role, 'pay'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const asker = await requirePortal(args, 'pay');
  const done = await actOnDetails(asker, args.request);
  return done.ok ? redirectWithFlash('/details', done.value) : data(done.refusal, 422);
}

export default function Details({ loaderData, actionData }: Route.ComponentProps) {
  const { company, details, contacts, changes, today, zone, mayAsk } = loaderData;
  return (
    <>
      <PageTitle title="Your details" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PortalTitle title="Your details" under="What stands about you on invoices made from now on." />
      <Definition
        shape="terms"
        facts={[
          { label: 'Name', value: <bdi>{details.name}</bdi> },
          { label: 'Address', value: <bdi>{details.addressLines.join(', ') || 'None'}</bdi> },
          { label: 'Country', value: details.country },
          { label: 'Tax number', value: <bdi>{details.taxNumber || 'None'}</bdi> },
        ]}
      />
      <Section title="Who gets our documents">
        <DetailsContacts contacts={contacts} mayAsk={mayAsk} />
      </Section>
      {changes.length > 0 && (
        <Section title="What you asked for">
          <AskedChanges changes={changes} today={today} zone={zone} mayAsk={mayAsk} />
        </Section>
      )}
      {mayAsk && (
        <>
          <Section title="Ask for a change">
            <AskDetails
              key={changes.length}
              details={details}
              today={today}
              result={actionData?.of === 'details' ? actionData : undefined}
            />
          </Section>
          <Section title="Where we pay you back">
            <AskBank
              key={changes.length}
              currency={details.currency}
              result={actionData?.of === 'bank' ? actionData : undefined}
            />
          </Section>
        </>
      )}
      <HelpLink page="your-data" />
    </>
  );
}
