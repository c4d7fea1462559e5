import { z } from 'zod';
import { houseCookie } from './cookies.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

/** How one browser wants its pages. Kept in a cookie, so that the server paints the right theme at once. */
export type Preferences = { theme: (typeof themes)[number]; density: (typeof densities)[number] };

const shape = z.object({
  theme: z.enum(themes).catch('system'),
  density: z.enum(densities).catch('comfortable'),
});

const ONE_YEAR_SECONDS = 365 * 24 * 3600;
const cookie = (secure: boolean) => houseCookie('look', { secure, maxAgeSeconds: ONE_YEAR_SECONDS });

/** Anything strange in the cookie reads as the default. */
export async function readPreferences(request: Request, { secure }: { secure: boolean }): Promise<Preferences> {
  const stored: unknown = await cookie(secure).parse(request.headers.get('Cookie'));
  return shape.parse(typeof stored === 'object' && stored !== null ? stored : {});
}

/** The Set-Cookie value that remembers them. */
export const writePreferences = (preferences: Preferences, { secure }: { secure: boolean }): Promise<string> =>
  cookie(secure).serialize(preferences);
