import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import type { TooMany } from '../types.ts';
import { addressBucket, attemptBucket, countAttempt, forgetAttempts, LIMITS } from './count-attempt.server.ts';
import { verifyPassword } from './hash-password.server.ts';
import { openSession } from './keep-sessions.server.ts';
import { newTotpSecret } from './verify-totp.server.ts';

export type PasswordInput = { email: string; password: string; address: string; userAgent: string };

/**
 * First step for staff. On success opens a session that can do nothing but give the second factor, under a new token.
 * An unknown address, a disabled person and a wrong password are one refusal after the same work. A person who has no
 * second factor yet gets its secret here, so that showing it later changes nothing.
 */
export async function signInWithPassword(
  db: Db,
  { email, password, address, userAgent }: PasswordInput,
  { now }: Moment,
): Promise<Result<{ token: string; next: 'code' | 'enrol' }, TooMany | { code: 'wrong-password' }>> {
  const fromHere = attemptBucket('password-from-here', email, address);
  const counted = await countAttempt(
    db,
    [
      { bucket: fromHere, max: LIMITS.password.fromHere },
      { bucket: attemptBucket('password', email), max: LIMITS.password.perPerson },
      { bucket: addressBucket('password-address', address), max: LIMITS.password.perAddress },
    ],
    now,
  );
  if (!counted.ok) return counted;
  const user = await db
    .selectFrom('users')
    .select(['id', 'password_hash', 'totp_confirmed_at'])
    .where('email', '=', email)
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!(await verifyPassword(user?.password_hash ?? null, password)) || !user) {
    log.warn('sign-in refused', { step: 'password', known: user !== undefined });
    return refuse({ code: 'wrong-password' });
  }
  const userId = user.id as UserId;
  await forgetAttempts(db, fromHere);
  return inTransaction(db, async (tx) => {
    if (!user.totp_confirmed_at) await giveSecret(tx, userId);
    const session = { userId, secondFactorAt: null, customerId: null, userAgent };
    const token = await openSession(tx, session, { side: 'staff', now });
    return ok({ token, next: user.totp_confirmed_at ? ('code' as const) : ('enrol' as const) });
  });
}

async function giveSecret(db: Db, userId: UserId): Promise<void> {
  await db
    .updateTable('users')
    .set({ totp_secret: newTotpSecret() })
    .where('id', '=', userId)
    .where('totp_secret', 'is', null)
    .execute();
}
