import { presentedToken } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { identifyPortal } from '#app/modules/auth/queries/identify-portal.server.ts';
import { myself } from '#app/modules/auth/queries/my-data.server.ts';
import { LANGUAGES, type Language } from '#app/modules/customers/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';

const isLanguage = (text: string | null | undefined): text is Language =>
  (LANGUAGES as readonly (string | null | undefined)[]).includes(text);

/** The language help is read in: the one of the address, else of the person who is signed in, else of the browser. */
export async function helpLanguage(request: Request, url: URL, now: Date): Promise<Language> {
  const asked = url.searchParams.get('lang');
  if (isLanguage(asked)) return asked;
  const cookie = request.headers.get('Cookie');
  const token = presentedToken(cookie, { side: 'portal', secure: httpSettings().cookieSecure });
  if (token) {
    const who = await identifyPortal(staffDb(), { token, permission: 'view' }, now);
    const { language = null } = who.ok ? await myself(staffDb(), who.value.user.id) : {};
    if (isLanguage(language)) return language;
  }
  const preferred = (request.headers.get('Accept-Language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return preferred.find(isLanguage) ?? 'en';
}
