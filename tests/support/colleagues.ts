import type { UserId } from '#app/kernel/ids.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { StaffRole } from '#app/modules/auth/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';

let counter = 0;

/** A member of staff who is in the table of users, as the actor of a command. They have no password and never sign in. */
export async function aColleague(db: Db, role: StaffRole, called?: string): Promise<Actor & { id: UserId }> {
  counter += 1;
  // Each has a name of their own, in every process that makes some: two people of one name cannot be told apart on a page.
  const name = called ?? `A ${role} ${process.pid}-${counter}`;
  const email = `${role}-${process.pid}-${counter}@calder.example`;
  const user = await db
    .insertInto('users')
    .values({ kind: 'staff', email, name, role })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { kind: 'staff', id: user.id as UserId, name, requestId: 'test', role };
}
