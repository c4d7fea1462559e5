import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { digest } from '../rules/digest.ts';
import { codeDigest, SIGN_IN_LINK_MS } from '../rules/sign-in-link.ts';
import type { SignInLinkId } from '../types.ts';
import { newCode, newToken } from './new-secrets.server.ts';

export type MadeSignInLink = {
  email: string;
  name: string;
  /** For the mail only: `/l/<token>`. It is stored nowhere. */
  token: string;
  code: string;
  expiresAt: Date;
};

/**
 * Makes the secrets of a requested sign-in mail, in the worker, just before the mail leaves. Stores their digests.
 * Called again for the same request (the mail failed), it makes new ones and the old ones stop working: give each try a
 * key of its own at the mail service. Refuses where nobody signs in with the address, and a link already used.
 */
export async function makeSignInLink(
  tx: Tx,
  { linkId }: { linkId: SignInLinkId },
  { now }: Moment,
): Promise<Result<MadeSignInLink, { code: 'nobody' | 'already-used' }>> {
  const link = await tx
    .selectFrom('sign_in_links')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'sign_in_links.user_id').on('users.disabled_at', 'is', null),
    )
    .select(['sign_in_links.email', 'sign_in_links.used_at', 'users.name'])
    .where('sign_in_links.id', '=', linkId)
    .forUpdate('sign_in_links')
    .executeTakeFirst();
  if (!link || link.name === null) return refuse({ code: 'nobody' });
  if (link.used_at) return refuse({ code: 'already-used' });
  const [token, code] = [newToken(), newCode()];
  const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MS);
  await tx
    .updateTable('sign_in_links')
    .set({ token_hash: digest(token), code_hash: codeDigest(linkId, code), expires_at: expiresAt })
    .where('id', '=', linkId)
    .execute();
  return ok({ email: link.email, name: link.name, token, code, expiresAt });
}
