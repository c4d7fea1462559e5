import { redirect } from 'react-router';
import { edgeOf, type GuardArgs } from '#app/guards/guarded-request.server.ts';
import { checkSession, type HeldSession } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { tokenOf } from './visitor.server.ts';

/**
 * The member of staff who gave the password and waits for the second factor. Sends everyone else where they belong:
 * strangers to the sign-in page, those who are in to the desk, and the two second steps to each other.
 */
export async function waitingPerson(
  args: GuardArgs,
  { enrolled }: { enrolled: boolean },
): Promise<HeldSession['user']> {
  const { moment } = await edgeOf(args);
  const token = tokenOf(args.request, 'staff');
  const held = token ? await checkSession(staffDb(), token, { side: 'staff', now: moment.now }) : null;
  if (!held) throw redirect('/staff/sign-in');
  if (held.session.secondFactorAt) throw redirect('/staff');
  if (held.user.enrolled !== enrolled)
    throw redirect(held.user.enrolled ? '/staff/sign-in/code' : '/staff/sign-in/enrol');
  return held.user;
}
