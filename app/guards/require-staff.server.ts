import type { Actor } from '#app/modules/audit/types.ts';
import { checkSession, type HeldSession, presentedToken } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { identifyStaff } from '#app/modules/auth/queries/identify-staff.server.ts';
import type { Permission, Session, StaffRefusal, StaffUser } from '#app/modules/auth/types.ts';
import { partnerPool, staffDb } from '#app/platform/db/handles.server.ts';
import { readsAsPartner } from '#app/platform/db/partner-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { safeRedirect } from '#app/platform/http/safe-redirect.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { type Edge, edgeOf, type GuardArgs, sentence, signInPath } from './guarded-request.server.ts';
import { onceARequest } from './once-a-request.ts';

export type StaffRequest = Edge & {
  actor: Actor;
  user: StaffUser;
  session: Session;
  /** What this person may read: for a partner the assigned customers only, held by the database. */
  db: ReadDb;
};

const sessionOnce = onceARequest<HeldSession | null>();

/**
 * Lets a member of staff through who is signed in with both factors and holds the permission. Await it first in every
 * loader and action of the desk. Otherwise throws the answer: sign in, give the second factor, or 403.
 */
export async function requireStaff(args: GuardArgs, permission: Permission): Promise<StaffRequest> {
  const edge = await edgeOf(args);
  const token = presentedToken(args.request.headers.get('Cookie'), {
    side: 'staff',
    secure: httpSettings().cookieSecure,
  });
  const held = token
    ? await sessionOnce(args, () => checkSession(staffDb(), token, { side: 'staff', now: edge.moment.now }))
    : null;
  const identified = identifyStaff(held, permission);
  if (!identified.ok) throw answerTo(identified.refusal, args.request);
  const { user, session } = identified.value;
  const actor: Actor = { kind: 'staff', id: user.id, name: user.name, requestId: edge.requestId, role: user.role };
  return { ...edge, user, session, actor, db: readerFor(user) };
}

function readerFor({ id, role }: StaffUser): ReadDb {
  if (role !== 'partner') return staffDb();
  const pool = partnerPool();
  if (!pool)
    throw sentence(
      403,
      'Partners are not let in here yet: an administrator has to give their database login a password.',
    );
  return readsAsPartner(pool, id);
}

function answerTo(refusal: StaffRefusal, request: Request): Response {
  if (refusal.code === 'not-signed-in') return safeRedirect(signInPath('/staff/sign-in', request));
  if (refusal.code === 'second-factor-pending') {
    return safeRedirect(signInPath(refusal.enrolled ? '/staff/sign-in/code' : '/staff/sign-in/enrol', request));
  }
  log.warn('permission refused', { permission: refusal.permission, path: new URL(request.url).pathname });
  return sentence(
    403,
    'Your role does not include this. Ask a manager or an administrator to do it or to change your role.',
  );
}
