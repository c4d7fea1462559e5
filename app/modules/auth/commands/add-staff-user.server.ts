import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type PasswordWeakness, passwordWeakness } from '../rules/weak-password.ts';
import type { StaffRole } from '../types.ts';
import { hashPassword } from './hash-password.server.ts';

export type StaffUserInput = {
  email: string;
  name: string;
  role: StaffRole;
  password: string;
  /** Base32. For a person whose app holds it already; without it the first sign-in makes one and shows it. */
  totpSecret?: string;
};
export type AddUserRefusal = { code: 'address-taken' } | { code: 'weak-password'; weakness: PasswordWeakness };

/**
 * Adds a member of staff with a first password. The second factor is set up at the first sign-in unless it is given. Refuses an address that
 * is in use, on either side, and a password that is soon guessed.
 */
export async function addStaffUser(
  tx: Tx,
  actor: Actor,
  { email, name, role, password, totpSecret }: StaffUserInput,
  { now }: Moment,
): Promise<Result<{ userId: UserId }, AddUserRefusal>> {
  const weakness = passwordWeakness(password, [name, email.split('@')[0] ?? '']);
  if (weakness) return refuse({ code: 'weak-password', weakness });
  const user = await tx
    .insertInto('users')
    .values({
      ...{ kind: 'staff', email: email.toLowerCase(), name, role },
      password_hash: await hashPassword(password),
      ...(totpSecret ? { totp_secret: totpSecret, totp_confirmed_at: now } : {}),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!user) return refuse({ code: 'address-taken' });
  const userId = user.id as UserId;
  await writeAudit(tx, actor, {
    ...{ action: 'user.added', subjectKind: 'user', subjectId: userId },
    after: { kind: 'staff', email: email.toLowerCase(), name, role },
  });
  return ok({ userId });
}
