import { sql } from 'kysely';
import type { UserId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Decider, DelegationId } from '../types.ts';

/** Who decides: a member of staff with their role now, and the colleagues they stand in for on this day. */
export async function getDecider(
  db: ReadDb,
  { userId, today }: { userId: string; today: PlainDate },
): Promise<Decider | undefined> {
  const { rows } = await sql<{ role: string; stands_in_for: StandInRow[] }>`
    select u.role, coalesce((
      select jsonb_agg(jsonb_build_object('delegationId', d.id, 'userId', f.id, 'name', f.name, 'role', f.role, 'toOn', w.to_on)
        order by w.to_on, d.id)
      from delegations_on(${today}::date) d join users f on f.id = d.from_user and f.disabled_at is null
        join approval_delegations w on w.id = d.id
      where d.to_user = u.id), '[]') as stands_in_for
    from users u where u.id = ${userId}::uuid and u.kind = 'staff' and u.disabled_at is null`.execute(db);
  const row = rows[0];
  return row && { userId: userId as UserId, role: row.role, standsInFor: row.stands_in_for };
}

type StandInRow = { delegationId: DelegationId; userId: UserId; name: string; role: string; toOn: PlainDate };
