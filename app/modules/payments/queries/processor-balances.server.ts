import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What the processor holds by its own movements, and what processor clearing (1030) says, minor units of one currency. */
export type ProcessorBalance = {
  readonly currency: Currency;
  readonly heldMinor: bigint;
  readonly bookedMinor: bigint;
};

/** Balances at the processor by currency. They differ by what one side has not told yet. */
export async function processorBalances(db: ReadDb): Promise<ProcessorBalance[]> {
  const { rows } = await sql<{ currency: string; held: bigint; booked: bigint }>`
    select currency, coalesce(h.held, 0)::bigint as held, coalesce(b.booked, 0)::bigint as booked
    from (select currency, sum(net_minor) as held from processor_transactions group by currency) h
    full join (select currency, sum(amount_minor) as booked from entry_lines where account_code = '1030' group by currency) b using (currency)
    order by currency`.execute(db as never);
  return rows.map((row) => ({ currency: currency(row.currency), heldMinor: row.held, bookedMinor: row.booked }));
}
