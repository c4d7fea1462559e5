import { assert } from '#app/kernel/assert.ts';
import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { digest } from '../rules/digest.ts';
import type { TooMany } from '../types.ts';
import { addressBucket, attemptBucket, countAttempt, forgetAttempts, LIMITS } from './count-attempt.server.ts';
import { checkSession, endSession, type HeldSession, openSession } from './keep-sessions.server.ts';
import { newRecoveryCodes } from './new-secrets.server.ts';
import { burnTotpCode } from './verify-totp.server.ts';

export type SecondFactorInput = {
  /** The token of the session that waits for the second factor. */
  token: string;
  code: string;
  address: string;
  userAgent: string;
  requestId: string | null;
};

export type SecondFactorRefusal = TooMany | { code: 'wrong-code' } | { code: 'not-signed-in' };

/** Second step for staff: the code of the authenticator app. Opens the full session under a new token and ends the waiting one. */
export function confirmSecondFactor(
  db: Db,
  input: SecondFactorInput,
  { now }: Moment,
): Promise<Result<{ token: string }, SecondFactorRefusal>> {
  return withWaitingSession(db, input, now, async (tx, { user }) => {
    const secret = await secretOf(tx, user.id, { enrolled: true });
    if (!secret || !(await burnTotpCode(tx, { userId: user.id, secret, code: input.code }, now))) {
      return refuse({ code: 'wrong-code' });
    }
    return ok({ token: await replaceSession(tx, { userId: user.id, name: user.name, how: 'code' }, input, now) });
  });
}

/** Second step without the app: a recovery code, each once. Says how many are left. */
export function confirmWithRecoveryCode(
  db: Db,
  input: SecondFactorInput,
  { now }: Moment,
): Promise<Result<{ token: string; codesLeft: number }, SecondFactorRefusal>> {
  return withWaitingSession(db, input, now, async (tx, { user }) => {
    const used = await tx
      .updateTable('recovery_codes')
      .set({ used_at: now })
      .where('user_id', '=', user.id)
      .where('code_hash', '=', recoveryDigest(user.id, input.code))
      .where('used_at', 'is', null)
      .returning('code_hash')
      .executeTakeFirst();
    if (!used) return refuse({ code: 'wrong-code' });
    const { left } = await tx
      .selectFrom('recovery_codes')
      .select((select) => select.fn.countAll<string>().as('left'))
      .where('user_id', '=', user.id)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow();
    const token = await replaceSession(tx, { userId: user.id, name: user.name, how: 'recovery-code' }, input, now);
    return ok({ token, codesLeft: Number(left) });
  });
}

/**
 * First time: proves that the app holds the secret, then opens the full session and answers ten recovery codes, which
 * are shown once and stored as digests. Refused for a person who has a second factor: it is not replaced in passing.
 */
export function enrolSecondFactor(
  db: Db,
  input: SecondFactorInput,
  { now }: Moment,
): Promise<Result<{ token: string; recoveryCodes: string[] }, SecondFactorRefusal>> {
  return withWaitingSession(db, input, now, async (tx, { user }) => {
    const secret = await secretOf(tx, user.id, { enrolled: false });
    if (!secret || !(await burnTotpCode(tx, { userId: user.id, secret, code: input.code }, now))) {
      return refuse({ code: 'wrong-code' });
    }
    await tx.updateTable('users').set({ totp_confirmed_at: now }).where('id', '=', user.id).execute();
    const recoveryCodes = newRecoveryCodes();
    await tx.deleteFrom('recovery_codes').where('user_id', '=', user.id).execute();
    await tx
      .insertInto('recovery_codes')
      .values(recoveryCodes.map((code) => ({ user_id: user.id, code_hash: recoveryDigest(user.id, code) })))
      .execute();
    const token = await replaceSession(tx, { userId: user.id, name: user.name, how: 'enrolment' }, input, now);
    return ok({ token, recoveryCodes });
  });
}

type Step<Value> = (tx: Tx, held: HeldSession) => Promise<Result<Value, SecondFactorRefusal>>;

async function withWaitingSession<Value>(
  db: Db,
  { token, address }: SecondFactorInput,
  now: Date,
  step: Step<Value>,
): Promise<Result<Value, SecondFactorRefusal>> {
  const held = await checkSession(db, token, { side: 'staff', now });
  if (!held || held.session.secondFactorAt) return refuse({ code: 'not-signed-in' });
  const personal = attemptBucket('second-factor', held.user.id);
  const counted = await countAttempt(
    db,
    [
      { bucket: personal, max: LIMITS.secondFactor.perPerson },
      { bucket: addressBucket('second-factor-address', address), max: LIMITS.secondFactor.perAddress },
    ],
    now,
  );
  if (!counted.ok) return counted;
  const result = await inTransaction(db, (tx) => step(tx, held));
  if (result.ok) await forgetAttempts(db, personal);
  else log.warn('sign-in refused', { step: 'second-factor', user: held.user.id });
  return result;
}

/** The person's row is locked, so that two first enrolments cannot both win. */
async function secretOf(tx: Tx, userId: UserId, { enrolled }: { enrolled: boolean }): Promise<string | null> {
  const user = await tx
    .selectFrom('users')
    .select(['totp_secret', 'totp_confirmed_at'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  assert(user, 'a session belongs to a person');
  return (user.totp_confirmed_at !== null) === enrolled ? user.totp_secret : null;
}

type Passed = { userId: UserId; name: string; how: 'code' | 'recovery-code' | 'enrolment' };

async function replaceSession(
  tx: Tx,
  { userId, name, how }: Passed,
  { token, userAgent, requestId }: SecondFactorInput,
  now: Date,
): Promise<string> {
  await endSession(tx, token, { side: 'staff', now });
  await writeAudit(
    tx,
    { kind: 'staff', id: userId, name, requestId },
    { action: 'session.opened', subjectKind: 'user', subjectId: userId, after: { secondFactor: how } },
  );
  const session = { userId, secondFactorAt: now, customerId: null, userAgent };
  return openSession(tx, session, { side: 'staff', now });
}

/** Typed by hand: case, spaces and hyphens do not count. */
const recoveryDigest = (userId: UserId, code: string): string =>
  digest(`${userId}:${code.toLowerCase().replaceAll(/[^0-9a-z]/g, '')}`);
