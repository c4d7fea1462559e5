import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type AssignCollector = {
  readonly customerIds: readonly string[];
  /** Null: nobody from that day on. */
  readonly userId: string | null;
  readonly fromOn: PlainDate;
};

/**
 * Says who collects these customers from a day on. Customers that have this collector on that day already are left as they
 * are; what was said before stays and holds for the days before. Writes `customer.collector_assigned` for each it changes.
 */
export async function assignCollector(
  tx: Tx,
  actor: Actor,
  { customerIds, userId, fromOn }: AssignCollector,
  moment: Moment,
): Promise<{ changed: number }> {
  const { rows } = await sql<{ customer_id: string }>`
    insert into collector_assignments (customer_id, user_id, from_on, assigned_by, assigned_by_name, assigned_at)
    select c.id, ${userId}::uuid, ${fromOn}, ${actor.kind === 'staff' ? actor.id : null}::uuid, ${actor.name}, ${moment.now}
    from customers c where c.id = any (${[...customerIds]}::uuid[]) and collector_on(c.id, ${fromOn}) is distinct from ${userId}::uuid
    returning customer_id`.execute(tx);
  await writeAudit(
    tx,
    actor,
    rows.map(({ customer_id: customerId }) => ({
      ...{ action: 'customer.collector_assigned', subjectKind: 'customer', subjectId: customerId, customerId },
      after: { userId, fromOn },
    })),
  );
  return { changed: rows.length };
}
