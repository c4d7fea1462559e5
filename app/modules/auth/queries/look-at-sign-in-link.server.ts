import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { digest, sameDigest } from '../rules/digest.ts';
import { signInLinkState } from '../rules/sign-in-link.ts';

export type SeenSignInLink = { name: string; email: string };

/**
 * Who would be signed in by this link. Reading changes nothing: mail scanners open links. A link that is out of date
 * gives the address back only to the browser that asked for it, which typed it.
 */
export async function lookAtSignInLink(
  db: ReadDb,
  { token, browserToken }: { token: string; browserToken: string | null },
  now: Date,
): Promise<Result<SeenSignInLink, { code: 'unknown' | 'used' | 'expired'; email: string | null }>> {
  const link = await db
    .selectFrom('sign_in_links')
    .innerJoin('users', 'users.id', 'sign_in_links.user_id')
    .select(['sign_in_links.email', 'sign_in_links.expires_at', 'sign_in_links.used_at', 'sign_in_links.browser_hash'])
    .select('users.name')
    .where('sign_in_links.token_hash', '=', digest(token))
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!link) return refuse({ code: 'unknown', email: null });
  const sameBrowser = browserToken !== null && sameDigest(digest(browserToken), link.browser_hash);
  const state = signInLinkState({ expiresAt: link.expires_at, usedAt: link.used_at }, { sameBrowser }, now);
  if (state !== 'ready') return refuse({ code: state, email: sameBrowser ? link.email : null });
  return ok({ name: link.name, email: link.email });
}
