import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { listMemberships } from '../queries/list-memberships.server.ts';
import { digest, sameDigest } from '../rules/digest.ts';
import { CODE_ATTEMPTS_MAX, codeDigest, signInLinkState } from '../rules/sign-in-link.ts';
import type { TooMany } from '../types.ts';
import { addressBucket, countAttempt, LIMITS } from './count-attempt.server.ts';
import { openSession } from './keep-sessions.server.ts';

type Presented = { browserToken: string | null; address: string; userAgent: string; requestId: string | null };
type LinkRow = {
  id: string;
  user_id: string | null;
  code_hash: string;
  browser_hash: string;
  expires_at: Date;
  used_at: Date | null;
  attempts: number;
  /** Null where nobody signs in with the address; such a request behaves like any other until the code is right. */
  name: string | null;
};

/**
 * Signs a customer's user in by the link of the mail. Called by a button, never by opening the link. Works once; the
 * browser that asked may use it again for a quarter of an hour. Opens a session under a new token.
 */
export async function redeemSignInLink(
  db: Db,
  { token, ...presented }: Presented & { token: string },
  { now }: Moment,
): Promise<Result<{ token: string }, TooMany | { code: 'unknown' | 'used' | 'expired' }>> {
  const bucket = addressBucket('link-use-address', presented.address);
  const counted = await countAttempt(db, [{ bucket, max: LIMITS.linkUse.perAddress }], now);
  if (!counted.ok) return counted;
  return inTransaction(db, async (tx): Promise<Result<{ token: string }, { code: 'unknown' | 'used' | 'expired' }>> => {
    const link = await lockLink(tx, { column: 'token_hash', value: digest(token) });
    if (!link || link.name === null) return refuse({ code: 'unknown' });
    const state = signInLinkState(timesOf(link), { sameBrowser: isSameBrowser(link, presented) }, now);
    if (state !== 'ready') return refuse({ code: state });
    return ok({ token: await signIn(tx, link, { ...presented, how: 'link' }, now) });
  });
}

export type CodeRefusal = TooMany | { code: 'wrong-code'; attemptsLeft: number } | { code: 'expired' };

/**
 * Signs in by the six digits of the mail, in the browser that asked and nowhere else. Five wrong codes end the link.
 */
export async function redeemSignInCode(
  db: Db,
  { code, ...presented }: Presented & { code: string },
  { now }: Moment,
): Promise<Result<{ token: string }, CodeRefusal>> {
  const bucket = addressBucket('code-use-address', presented.address);
  const counted = await countAttempt(db, [{ bucket, max: LIMITS.codeUse.perAddress }], now);
  if (!counted.ok) return counted;
  const { browserToken } = presented;
  if (!browserToken) return refuse({ code: 'expired' });
  const outcome = await inTransaction(db, (tx) => tryCode(tx, { code, ...presented, browserToken }, now));
  // A wrong code must stay counted, so it commits and becomes a refusal only here.
  if (!outcome.ok || 'token' in outcome.value) return outcome as Result<{ token: string }, CodeRefusal>;
  log.warn('sign-in refused', { step: 'mailed-code' });
  return refuse({ code: 'wrong-code', attemptsLeft: outcome.value.attemptsLeft });
}

async function tryCode(
  tx: Tx,
  { code, ...presented }: Presented & { code: string; browserToken: string },
  now: Date,
): Promise<Result<{ token: string } | { attemptsLeft: number }, { code: 'expired' }>> {
  const link = await lockLink(tx, { column: 'browser_hash', value: digest(presented.browserToken) });
  const isOpen = link && signInLinkState(timesOf(link), { sameBrowser: true }, now) === 'ready';
  if (!link || !isOpen || link.attempts >= CODE_ATTEMPTS_MAX) return refuse({ code: 'expired' });
  if (link.name !== null && sameDigest(codeDigest(link.id, code), link.code_hash)) {
    return ok({ token: await signIn(tx, link, { ...presented, how: 'code' }, now) });
  }
  await tx
    .updateTable('sign_in_links')
    .set({ attempts: link.attempts + 1 })
    .where('id', '=', link.id)
    .execute();
  return ok({ attemptsLeft: CODE_ATTEMPTS_MAX - link.attempts - 1 });
}

/** The newest fitting request, locked: two buttons pressed at once take turns. */
async function lockLink(
  tx: Tx,
  { column, value }: { column: 'token_hash' | 'browser_hash'; value: string },
): Promise<LinkRow | undefined> {
  return tx
    .selectFrom('sign_in_links')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'sign_in_links.user_id').on('users.disabled_at', 'is', null),
    )
    .select(['sign_in_links.id', 'sign_in_links.user_id', 'sign_in_links.code_hash', 'sign_in_links.browser_hash'])
    .select(['sign_in_links.expires_at', 'sign_in_links.used_at', 'sign_in_links.attempts', 'users.name'])
    .where(`sign_in_links.${column}`, '=', value)
    .orderBy('sign_in_links.id', 'desc')
    .limit(1)
    .forUpdate('sign_in_links')
    .executeTakeFirst();
}

const timesOf = (link: LinkRow) => ({ expiresAt: link.expires_at, usedAt: link.used_at });

const isSameBrowser = (link: LinkRow, { browserToken }: Presented): boolean =>
  browserToken !== null && sameDigest(digest(browserToken), link.browser_hash);

async function signIn(
  tx: Tx,
  link: LinkRow,
  { userAgent, requestId, how }: Presented & { how: 'link' | 'code' },
  now: Date,
): Promise<string> {
  const userId = link.user_id as UserId;
  await tx
    .updateTable('sign_in_links')
    .set({ used_at: link.used_at ?? now })
    .where('id', '=', link.id)
    .execute();
  const memberships = await listMemberships(tx, userId);
  const customerId: CustomerId | null = memberships[0]?.customerId ?? null;
  await writeAudit(
    tx,
    { kind: 'customer', id: userId, name: link.name ?? '', requestId },
    { action: 'session.opened', subjectKind: 'user', subjectId: userId, customerId, after: { by: how } },
  );
  return openSession(tx, { userId, secondFactorAt: null, customerId, userAgent }, { side: 'portal', now });
}
