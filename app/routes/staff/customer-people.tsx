import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { openInvitations, peopleOf } from '#app/modules/auth/queries/people-of-customer.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { Invitations, InvitePerson } from '#app/modules/auth/ui/invitations.tsx';
import { PeopleTable } from '#app/modules/auth/ui/people-table.tsx';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { actOnPeople } from '#app/workflows/act-on-people.server.ts';
import type { Route } from './+types/customer-people.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

/** Of the forms of the page only these: what each of its people may do, a customer's owners decide. */
const INTENTS = ['invite', 'again', 'revoke'];

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const [people, invitations, group] = await Promise.all([
    peopleOf(staffDb(), customer.id),
    openInvitations(staffDb(), customer.id),
    groupMembers(staffDb(), customer.id),
  ]);
  return {
    ...{ id: customer.id, name: customer.name, currency: customer.currency, zone: company.timeZone },
    people: people.map((person) => ({ ...person, isYou: false })),
    invitations: invitations.map(({ invitedAt: _, limit: __, ...one }) => ({
      ...one,
      isOver: one.expiresAt <= moment.now,
    })),
    leadsGroup: group.length > 0,
    mayWrite: mayStaff(user.role, 'customers.write'),
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(staffDb(), id)), 'customer');
  const { fields, intent } = await postedFields(args.request);
  if (intent !== '' && !INTENTS.includes(intent)) throw new Response(null, { status: 404 });
  const who = { actor, moment, customerId: customer.id, currency: customer.currency };
  const done = await actOnPeople(staffDb(), who, fields);
  return done.ok ? redirectWithFlash(`/staff/customers/${customer.id}/people`, done.value) : data(done.refusal, 422);
}

export default function CustomerPeople({ loaderData, actionData }: Route.ComponentProps) {
  const { id, name, currency, zone, people, invitations, leadsGroup, mayWrite } = loaderData;
  const hasOwner = people.some(({ role }) => role === 'owner');
  return (
    <>
      <PageTitle title={`People of ${name}`} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to={`/staff/customers/${id}?tab=contacts`}>{name}</BackLink>
      <PageHead title="People who sign in" />
      <div className="staff-stack">
        <Panel title={hasOwner || people.length === 0 ? 'In the portal' : 'In the portal: nobody is owner yet'}>
          {people.length > 0 ? (
            <PeopleTable people={people} zone={zone} />
          ) : (
            <EmptyState>Nobody signs in for this customer. Invite an owner, who invites the others.</EmptyState>
          )}
        </Panel>
        {invitations.length > 0 && (
          <Panel title="Invited">
            {mayWrite ? (
              <Invitations invitations={invitations} zone={zone} />
            ) : (
              <p className="px-5 py-3">{invitations.map(({ email }) => email).join(', ')}</p>
            )}
          </Panel>
        )}
        {mayWrite && (
          <Panel title="Invite somebody" pad>
            <InvitePerson
              key={invitations.length + people.length}
              {...{ currency, leadsGroup }}
              role={hasOwner ? 'viewer' : 'owner'}
              values={actionData?.values}
              errors={actionData?.fieldErrors}
            />
          </Panel>
        )}
      </div>
    </>
  );
}
