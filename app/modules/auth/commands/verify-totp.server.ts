import { Secret, TOTP } from 'otpauth';
import type { UserId } from '#app/kernel/ids.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** One step either way: phones' clocks differ from ours. */
const STEPS_EITHER_WAY = 1;

export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** The step (a count of 30 seconds) the code belongs to, or null when it belongs to none near `now`. */
function stepOfCode({ secret, code }: { secret: string; code: string }, now: Date): bigint | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
  const token = code.replaceAll(/\s/g, '');
  const delta = /^\d{6}$/.test(token)
    ? totp.validate({ token, window: STEPS_EITHER_WAY, timestamp: now.getTime() })
    : null;
  return delta === null ? null : BigInt(Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta);
}

/**
 * Whether the code is right and was not used before. Using a step burns it and all before it, in one statement, so that
 * of two requests with the same code one is refused.
 */
export async function burnTotpCode(
  tx: Tx,
  { userId, secret, code }: { userId: UserId; secret: string; code: string },
  now: Date,
): Promise<boolean> {
  const step = stepOfCode({ secret, code }, now);
  if (step === null) return false;
  const used = await tx
    .updateTable('users')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}
