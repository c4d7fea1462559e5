import { redirect } from 'react-router';
import { z } from 'zod';
import { expireCookie, houseCookie } from './cookies.ts';
import { httpSettings } from './http-settings.server.ts';
import { safePath } from './safe-redirect.ts';

/** One sentence about what was just done, shown once at the top of the next page. Plain text, never markup. */
export type Flash = { tone: 'positive' | 'info' | 'warn'; text: string };

const FLASH_SECONDS = 60;
const FLASH_CHARACTERS_MAX = 300;

const shape = z.object({
  tone: z.enum(['positive', 'info', 'warn']),
  text: z.string().min(1).max(FLASH_CHARACTERS_MAX),
});
const cookie = (secure: boolean) => houseCookie('said', { secure, maxAgeSeconds: FLASH_SECONDS });

/** The Set-Cookie value that leaves a message for the next page. Longer text is cut. */
export function flashCookie(flash: Flash, { secure }: { secure: boolean }): Promise<string> {
  const text =
    flash.text.length > FLASH_CHARACTERS_MAX ? `${flash.text.slice(0, FLASH_CHARACTERS_MAX - 1)}…` : flash.text;
  return cookie(secure).serialize({ tone: flash.tone, text });
}

/** The message left by the page before, and the Set-Cookie value that takes it away; both null when there is none. */
export async function takeFlash(
  request: Request,
  { secure }: { secure: boolean },
): Promise<{ flash: Flash | null; clear: string | null }> {
  const stored: unknown = await cookie(secure).parse(request.headers.get('Cookie'));
  if (stored === null || stored === undefined || stored === '') return { flash: null, clear: null };
  const parsed = shape.safeParse(stored);
  return { flash: parsed.success ? parsed.data : null, clear: await expireCookie(cookie(secure)) };
}

/** The usual end of an action: go to a page of ours and say there what was done. */
export async function redirectWithFlash(
  path: string,
  text: string,
  tone: Flash['tone'] = 'positive',
): Promise<Response> {
  const secure = httpSettings().cookieSecure;
  return redirect(safePath(path, '/'), { headers: { 'Set-Cookie': await flashCookie({ tone, text }, { secure }) } });
}
