import type { CustomerId } from '#app/kernel/ids.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { presentedToken } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { type PortalPerson, portalIdentity, portalPerson } from '#app/modules/auth/queries/identify-portal.server.ts';
import type { Membership, PortalPermission, PortalRefusal, PortalUser, Session } from '#app/modules/auth/types.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { PortalScope } from '#app/platform/db/portal-scope.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { safeRedirect } from '#app/platform/http/safe-redirect.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { type Edge, edgeOf, type GuardArgs, sentence, signInPath } from './guarded-request.server.ts';
import { onceARequest } from './once-a-request.ts';

export type PortalRequest = Edge & {
  actor: Actor;
  /** Give it to readAsPortal and writeAsPortal: it is what the database lets this request see. */
  scope: PortalScope;
  customerId: CustomerId;
  user: PortalUser;
  session: Session;
  membership: Membership;
  memberships: readonly Membership[];
};

const personOnce = onceARequest<PortalPerson | null>();

/**
 * Lets a customer's user through who is signed in and may do this for the customer chosen in the session. Await it first
 * in every loader and action of the portal. Otherwise throws the answer: sign in, or 403.
 */
export async function requirePortal(args: GuardArgs, permission: PortalPermission): Promise<PortalRequest> {
  const token = presentedToken(args.request.headers.get('Cookie'), {
    side: 'portal',
    secure: httpSettings().cookieSecure,
  });
  const [edge, person] = await Promise.all([
    edgeOf(args),
    personOnce(args, () => portalPerson(staffDb(), token, now())),
  ]);
  const identified = portalIdentity(person, permission);
  if (!identified.ok) throw answerTo(identified.refusal, args.request, edge);
  const { user, session, customerId, membership, memberships } = identified.value;
  const actor: Actor = { kind: 'customer', id: user.id, name: user.name, requestId: edge.requestId };
  return {
    ...edge,
    actor,
    scope: { kind: 'customer', customerId },
    customerId,
    user,
    session,
    membership,
    memberships,
  };
}

const NOT_PERMITTED: Readonly<Record<PortalPermission, (help: string) => string>> = {
  view: (help) => `You cannot see this. Ask ${help} or an owner of your account.`,
  pay: (help) => `You can look at bills here but not pay them. Ask ${help} or a colleague who can.`,
  agree: () =>
    'Payments that repeat are agreed to by somebody without a limit for one payment. Ask an owner of your account.',
  release: () => 'Only an approver of your account does this. Ask an owner to make you one.',
  people: () => 'Only an owner of your account decides who signs in. Ask one of them.',
};

function answerTo(refusal: PortalRefusal, request: Request, { company }: Edge): Response {
  if (refusal.code === 'not-signed-in') return safeRedirect(signInPath('/sign-in', request));
  if (refusal.code === 'no-customer') {
    return sentence(
      403,
      `You are signed in, but not for any customer of ${company.name}. Ask ${company.help.email} to add you.`,
    );
  }
  log.warn('permission refused', { permission: refusal.permission, path: new URL(request.url).pathname });
  return sentence(403, NOT_PERMITTED[refusal.permission](company.help.email));
}
