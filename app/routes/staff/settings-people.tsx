import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { listAssignments } from '#app/modules/auth/queries/list-assignments.server.ts';
import { listStaff } from '#app/modules/auth/queries/list-staff.server.ts';
import { mayGiveRole, mayStaff, STAFF_ROLE_NAMES, STAFF_ROLES } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/settings-people.ts';
import { InviteForm } from './invite-form.tsx';
import { assign, invite, shutOut, unassign } from './people-acts.server.ts';
import { Assignments, PeopleTable } from './people-parts.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const [staff, assignments] = await Promise.all([listStaff(staffDb()), listAssignments(staffDb())]);
  return {
    people: staff.map((one) => ({
      ...one,
      mayShutOut: one.id !== user.id && !one.disabledAt && mayGiveRole(user.role, one.role),
    })),
    assignments,
    roles: STAFF_ROLES.filter((role) => mayGiveRole(user.role, role)).map((role) => ({
      value: role,
      label: STAFF_ROLE_NAMES[role],
    })),
    mayWrite: mayStaff(user.role, 'people.write'),
  };
}

const ACTS = { invite, 'shut-out': shutOut, assign, unassign };

export async function action(args: Route.ActionArgs) {
  const who = await requireStaff(args, 'people.write');
  const sent = await postedFields(args.request);
  const act = Object.entries(ACTS).find(([intent]) => intent === sent.intent)?.[1];
  if (!act) return data(formRefusal({ formErrors: ['Choose what to do. Reload the page.'] }), 422);
  return act(who, sent);
}

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { people, assignments, roles, mayWrite } = loaderData;
  const partners = people.filter(({ role, disabledAt }) => role === 'partner' && !disabledAt);
  return (
    <>
      <PageTitle title="People" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/settings">Settings</BackLink>
      <PageHead title="People" />
      <div className="staff-stack">
        <PeopleTable people={people} />
        <Assignments partners={partners} assignments={assignments} mayWrite={mayWrite} result={actionData} />
        {mayWrite && <InviteForm roles={roles} result={actionData} />}
      </div>
    </>
  );
}
