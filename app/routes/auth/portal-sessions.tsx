import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId, type SessionId } from '#app/kernel/ids.ts';
import { endOneSession, endOtherSessions } from '#app/modules/auth/commands/end-sessions.server.ts';
import { listMySessions } from '#app/modules/auth/queries/list-my-sessions.server.ts';
import { SessionList } from '#app/modules/auth/ui/session-list.tsx';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import type { Route } from './+types/portal-sessions.ts';
import { shownSessions } from './shown-sessions.ts';

const FORM_BYTES_MAX = 4_096;

export async function loader(args: Route.LoaderArgs) {
  const { user, session, moment, company } = await requirePortal(args, 'view');
  const mine = await listMySessions(staffDb(), { userId: user.id, side: 'portal' }, moment.now);
  return { email: user.email, company: company.name, sessions: shownSessions(mine, { current: session.id, company }) };
}

export async function action(args: Route.ActionArgs) {
  const { actor, user, session, moment } = await requirePortal(args, 'view');
  const form = await readFormData(args.request, { bytesMax: FORM_BYTES_MAX });
  const one = form.ok ? parseId<SessionId>(String(form.value.get('session') ?? '')) : null;
  if (one) {
    await inTransaction(staffDb(), (tx) => endOneSession(tx, actor, { userId: user.id, sessionId: one }, moment));
    return redirectWithFlash('/account/sessions', 'That browser is signed out.');
  }
  const input = { userId: user.id, keep: session.id };
  await inTransaction(staffDb(), (tx) => endOtherSessions(tx, actor, input, moment));
  return redirectWithFlash('/account/sessions', 'All other browsers are signed out.');
}

export default function PortalSessions({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PageTitle title="Where you are signed in" site={loaderData.company} />
      <BackLink to="/account">Account</BackLink>
      <h1>Where you are signed in</h1>
      <p className="text-muted mt-2 mb-8 prose">
        As {loaderData.email}. If you do not know one of these browsers, sign the others out.
      </p>
      <SessionList sessions={loaderData.sessions} oneByOne />
    </>
  );
}
