import type { UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StaffRole } from '../types.ts';

export type Colleague = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly role: StaffRole;
  readonly hasSecondFactor: boolean;
  readonly disabledAt: Date | null;
};

const STAFF_MAX = 1_000;

/** Everybody who works here, by name, those shut out last; at most a thousand. */
export async function listStaff(db: ReadDb): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'role', 'totp_confirmed_at', 'disabled_at'])
    .where('kind', '=', 'staff')
    .orderBy((eb) => eb('disabled_at', 'is not', null))
    .orderBy('name')
    .orderBy('id')
    .limit(STAFF_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id as UserId, name: row.name, email: row.email, role: row.role as StaffRole },
    hasSecondFactor: row.totp_confirmed_at !== null,
    disabledAt: row.disabled_at,
  }));
}
