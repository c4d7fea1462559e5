import { type RawBuilder, sql } from 'kysely';

const columnOf = (alias: string | null, column: string) => sql.ref(alias === null ? column : `${alias}.${column}`);

/**
 * Where a posting stands among those of one day on a statement: what was brought forward, what was charged, what was paid,
 * what came back, credits, what moved to another account, refunds. So no money is moved on or paid back before it came.
 */
export const rankOnItsDay = (alias: string | null): RawBuilder<number> => {
  const [kind, side] = [columnOf(alias, 'kind'), columnOf(alias, 'side')];
  return sql<number>`case when ${kind} = 'opening_balance' then 0
    when ${kind} in ('payment', 'receipt_identified') then 2
    when ${kind} in ('payment_reversal', 'chargeback', 'chargeback_won') then 3
    when ${kind} = 'transfer' then 5
    when ${kind} like 'refund%' then 6
    when ${side} = 'credit' then 4 else 1 end`;
};

/** The order of a statement: by day, on a day by rank, then as they were posted. */
export const movementOrder = (alias: string | null): RawBuilder<unknown> =>
  sql`${columnOf(alias, 'effective_on')}, ${rankOnItsDay(alias)}, ${columnOf(alias, 'id')}`;
