import { redirect } from 'react-router';
import { z } from 'zod';
import { parseForm } from '#app/platform/http/form.server.ts';
import { httpSettings } from '#app/platform/http/http-settings.server.ts';
import { densities, readPreferences, themes, writePreferences } from '#app/platform/http/preferences.server.ts';
import { safePath } from '#app/platform/http/safe-redirect.ts';
import type { Route } from './+types/preferences.ts';

const form = z.object({
  theme: z.enum(themes).optional(),
  density: z.enum(densities).optional(),
  next: z.string().max(2000).optional(),
});

/** Remembers how this browser wants its pages. A form of one button each; works without script. */
export async function action({ request }: Route.ActionArgs) {
  const secure = httpSettings().cookieSecure;
  const parsed = await parseForm(request, form);
  if (!parsed.ok) return redirect('/');
  const { next, ...wanted } = parsed.value;
  const preferences = { ...(await readPreferences(request, { secure })), ...wanted };
  return redirect(safePath(next, '/'), { headers: { 'Set-Cookie': await writePreferences(preferences, { secure }) } });
}

export const loader = () => redirect('/');
