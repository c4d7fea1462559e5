import { z } from 'zod';
import { expireCookie, houseCookie } from '#app/platform/http/cookies.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';

/** What the browser that asked for a sign-in mail keeps: its proof, the address it typed and where it wanted to go. */
export type LinkRequest = { browser: string; email: string; next: string };

const KEPT_SECONDS = 30 * 60;
const shape = z.object({ browser: z.string().max(100), email: z.string().max(254), next: z.string().max(500) });
const cookie = () => houseCookie('sign-in', { secure: httpSettings().cookieSecure, maxAgeSeconds: KEPT_SECONDS });

/** Anything strange in the cookie reads as none. */
export async function readLinkRequest(request: Request): Promise<LinkRequest | null> {
  const parsed = shape.safeParse(await cookie().parse(request.headers.get('Cookie')));
  return parsed.success ? parsed.data : null;
}

export const keepLinkRequest = (linkRequest: LinkRequest): Promise<string> => cookie().serialize(linkRequest);
export const dropLinkRequest = (): Promise<string> => expireCookie(cookie());
