import { requireStaff } from '#app/guards/require-staff.server.ts';
import { endOtherSessions } from '#app/modules/auth/commands/end-sessions.server.ts';
import { listMySessions } from '#app/modules/auth/queries/list-my-sessions.server.ts';
import { SessionList } from '#app/modules/auth/ui/session-list.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/staff-sessions.ts';
import { shownSessions } from './shown-sessions.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user, session, moment, company } = await requireStaff(args, 'accounts.read');
  const mine = await listMySessions(staffDb(), { userId: user.id, side: 'staff' }, moment.now);
  return { email: user.email, company: company.name, sessions: shownSessions(mine, { current: session.id, company }) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, user, session, moment } = await requireStaff(args, 'accounts.read');
  const input = { userId: user.id, keep: session.id };
  await inTransaction(staffDb(), (tx) => endOtherSessions(tx, actor, input, moment));
  return redirectWithFlash('/staff/account', 'All other browsers are signed out.');
}

export default function StaffSessions({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Where you are signed in" site={loaderData.company} />
      <h1>Where you are signed in</h1>
      <p className="text-muted mt-2 mb-8 prose">
        As {loaderData.email}. If you do not know one of these browsers, sign the others out.
      </p>
      <SessionList sessions={loaderData.sessions} />
    </>
  );
}
