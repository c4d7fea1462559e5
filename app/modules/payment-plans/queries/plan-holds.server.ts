import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The holds by which a plan in force keeps its items: what does not stand against a payment of the plan itself. */
export async function planHoldIds(db: ReadDb, planId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('plans as p')
    .innerJoin('plan_versions as v', (join) =>
      join.onRef('v.plan_id', '=', 'p.id').onRef('v.version_no', '=', 'p.version_no'),
    )
    .innerJoin('plan_items as i', 'i.version_id', 'v.id')
    .select('i.hold_id')
    .where('p.id', '=', planId)
    .where('p.state', '=', 'active')
    .orderBy('i.hold_id')
    .execute();
  return rows.map((row) => row.hold_id);
}
