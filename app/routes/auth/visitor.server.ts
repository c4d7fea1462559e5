import { presentedToken, sessionCookie } from '#app/modules/auth/commands/keep-sessions.server.ts';
import type { Side } from '#app/modules/auth/types.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { requestMark } from '#app/platform/http/request-mark.server.ts';
import { safePath } from '#app/platform/http/safe-redirect.ts';

type Args = { request: Request; context: Parameters<typeof requestMark>[0] };

/** Where a request comes from. The address is written by our own server, never by the visitor. */
export const visitorOf = ({ request, context }: Args) => ({
  address: request.headers.get('x-tallystick-client') ?? '',
  userAgent: request.headers.get('User-Agent') ?? '',
  requestId: requestMark(context).id,
});

export const tokenOf = (request: Request, side: Side): string | null =>
  presentedToken(request.headers.get('Cookie'), { side, secure: httpSettings().cookieSecure });

/** Headers that hand a new token to the browser, or take the old one away (null). */
export const carrying = (token: string | null, side: Side): [string, string] => [
  'Set-Cookie',
  sessionCookie(token, { side, secure: httpSettings().cookieSecure }),
];

/** A page of the same side, else its start page. Keeps staff and customers from being sent into each other's part. */
export function nextPath(next: string | null | undefined, side: Side): string {
  const home = side === 'staff' ? '/staff' : '/';
  const path = safePath(next, home);
  return /^\/staff(\/|$|\?)/.test(path) === (side === 'staff') ? path : home;
}
