import { data } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { openInvitations, peopleOfScope } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { Invitations, InvitePerson } from '#app/modules/auth/ui/invitations.tsx';
import { PeopleTable } from '#app/modules/auth/ui/people-table.tsx';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { actOnPeople } from '#app/workflows/act-on-people.server.ts';
import type { Route } from './+types/people.ts';
import { foundOr404 } from './found-or-404.ts';

const FORM_BYTES_MAX = 16 * 1024;

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment, membership, user } = await requirePortal(args, 'view');
  const mayDecide = mayPortal(membership.role, 'people') && membership.throughGroupOf === null;
  const read = await readAsPortal(portalDb(), scope, async (db) => ({
    customer: foundOr404(await getCustomer(db, customerId), 'account'),
    people: await peopleOfScope(db),
    invitations: mayDecide ? await openInvitations(db, customerId) : [],
  }));
  const leadsGroup = mayDecide && (await groupMembers(staffDb(), customerId)).length > 0;
  return {
    ...{ company: company.name, zone: company.timeZone, mayDecide, leadsGroup },
    currency: read.customer.currency,
    people: read.people.map((person) => ({ ...person, isYou: person.id === user.id })),
    invitations: read.invitations.map(({ invitedAt: _, limit: __, ...one }) => ({
      ...one,
      isOver: one.expiresAt <= moment.now,
    })),
  };
}

export async function action(args: Route.ActionArgs) {
  const { scope, customerId, actor, moment } = await requirePortal(args, 'people');
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok) return data(formRefusal({ formErrors: ['This was too much at once. Nothing was saved.'] }), 413);
  const { currency } = await readAsPortal(portalDb(), scope, async (db) =>
    foundOr404(await getCustomer(db, customerId), 'account'),
  );
  const done = await actOnPeople(staffDb(), { actor, moment, customerId, currency }, textFields(form.value));
  return done.ok ? redirectWithFlash('/account/people', done.value) : data(done.refusal, 422);
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { company, people, invitations, zone, currency, leadsGroup, mayDecide } = loaderData;
  return (
    <>
      <PageTitle title="People" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/account">Account</BackLink>
      <PortalTitle title="People" under="Who sees your bills here, and what each of them may do." />
      <PeopleTable people={people} zone={zone} hrefOf={mayDecide ? (id) => `/account/people/${id}` : undefined} />
      {!mayDecide && <p className="mt-6 text-muted prose">An owner in this list decides who signs in.</p>}
      {invitations.length > 0 && (
        <Section title="Invited">
          <Invitations invitations={invitations} zone={zone} />
        </Section>
      )}
      {mayDecide && (
        <Section title="Invite somebody">
          <InvitePerson
            key={invitations.length + people.length}
            {...{ currency, leadsGroup }}
            values={actionData?.values}
            errors={actionData?.fieldErrors}
          />
        </Section>
      )}
      <HelpLink page="people-and-approval" />
    </>
  );
}
