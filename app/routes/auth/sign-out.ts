import { redirect } from 'react-router';
import { edgeOf } from '#app/guards/guarded-request.server.ts';
import { signOut } from '#app/modules/auth/commands/end-sessions.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { Route } from './+types/sign-out.ts';
import { carrying, tokenOf } from './visitor.server.ts';

/** Nothing to look at: an address typed by hand leads to the sign-in page and signs nobody out. */
export function loader(_args: Route.LoaderArgs) {
  return redirect('/sign-in');
}

/** Ends every session this browser holds, on the server. Needs none: pressing it twice is no error. */
export async function action(args: Route.ActionArgs) {
  const { moment } = await edgeOf(args);
  const tokens = { staff: tokenOf(args.request, 'staff'), portal: tokenOf(args.request, 'portal') };
  await inTransaction(staffDb(), (tx) => signOut(tx, tokens, moment));
  const to = tokens.staff ? '/staff/sign-in' : '/sign-in';
  return redirect(to, { headers: [carrying(null, 'staff'), carrying(null, 'portal')] });
}
