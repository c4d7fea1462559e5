import { sql } from 'kysely';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanPolicy } from '../types.ts';

/**
 * Of the customers who owe something past due in the policy's currency and nothing of it held, how many it would let spread it
 * alone today: total, age and risk class are looked at, whatever shape they would choose.
 */
export async function policyReach(
  db: ReadDb,
  policy: Pick<
    PlanPolicy,
    'currency' | 'minTotalMinor' | 'maxTotalMinor' | 'oldestDays' | 'riskClasses' | 'excludedKinds'
  >,
  today: PlainDate,
): Promise<{ readonly debtors: number; readonly taken: number }> {
  const { rows } = await sql<{ debtors: bigint; taken: bigint }>`
    with owed as (
      select o.customer_id, c.risk_class, sum(o.residual_minor) as owed, min(o.due_on) as oldest
      from open_items o join customers c on c.id = o.customer_id
      where o.side = 'debit' and o.residual_minor > 0 and o.currency = ${policy.currency}
        and not o.kind = any (${[...policy.excludedKinds]}::text[])
        and not exists (select from holds h left join hold_releases r on r.hold_id = h.id where h.item_id = o.id and r.hold_id is null)
      group by o.customer_id, c.risk_class having min(o.due_on) < ${today})
    select count(*) as debtors, count(*) filter (where owed between ${policy.minTotalMinor} and ${policy.maxTotalMinor}
      and oldest >= ${addDays(today, -policy.oldestDays)} and risk_class = any (${[...policy.riskClasses]}::text[])) as taken
    from owed`.execute(db as never);
  return { debtors: Number(rows[0]?.debtors ?? 0n), taken: Number(rows[0]?.taken ?? 0n) };
}
