import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { digest } from '../rules/digest.ts';
import { SIGN_IN_LINK_MS } from '../rules/sign-in-link.ts';
import type { SignInLinkId, TooMany } from '../types.ts';
import { addressBucket, attemptBucket, countAttempt, LIMITS } from './count-attempt.server.ts';
import { newToken } from './new-secrets.server.ts';

export type LinkRequestInput = {
  email: string;
  address: string;
  /** What this browser already holds from an earlier request; null makes a new one. */
  browserToken: string | null;
};

/**
 * Asks for a sign-in mail. Does the same and answers the same whether anyone signs in with this address or not; the
 * worker finds out. Neither the request nor the job knows the link: it is made when the mail is written
 * (`make-sign-in-link`), so that no table ever holds it.
 */
export async function requestSignInLink(
  db: Db,
  { email, address, browserToken }: LinkRequestInput,
  { now }: Moment,
): Promise<Result<{ browserToken: string }, TooMany>> {
  const counted = await countAttempt(
    db,
    [
      { bucket: attemptBucket('link-request', email), max: LIMITS.linkRequest.perPerson },
      { bucket: addressBucket('link-request-address', address), max: LIMITS.linkRequest.perAddress },
    ],
    now,
  );
  if (!counted.ok) return counted;
  const browser = browserToken ?? newToken();
  await inTransaction(db, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('id')
      .where('email', '=', email)
      .where('kind', '=', 'portal')
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    const linkId = newId<SignInLinkId>();
    await insertLink(tx, { linkId, email, userId: (user?.id ?? null) as UserId | null, browser }, now);
    await queueMail(tx, { linkId, email }, now);
    return ok();
  });
  return ok({ browserToken: browser });
}

type NewLink = { linkId: SignInLinkId; email: string; userId: UserId | null; browser: string };

async function insertLink(tx: Tx, { linkId, email, userId, browser }: NewLink, now: Date): Promise<void> {
  await tx
    .insertInto('sign_in_links')
    .values({
      id: linkId,
      email,
      user_id: userId,
      // Digests of secrets that nobody holds, until the mail is written.
      token_hash: digest(newToken()),
      code_hash: digest(newToken()),
      browser_hash: digest(browser),
      created_at: now,
      expires_at: new Date(now.getTime() + SIGN_IN_LINK_MS),
    })
    .execute();
}

async function queueMail(tx: Tx, { linkId, email }: { linkId: SignInLinkId; email: string }, now: Date): Promise<void> {
  const { id: messageId } = await tx
    .insertInto('messages')
    .values({
      send_key: `sign-in:${linkId}`,
      kind: 'sign_in',
      to_address: email,
      details: JSON.stringify({ signInLinkId: linkId }),
      queued_at: now,
      changed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(tx, 'send-message', { messageId });
}
