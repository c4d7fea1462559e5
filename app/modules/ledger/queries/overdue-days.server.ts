import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Overdue, overdueDays } from '../rules/overdue-days.ts';

/**
 * How many days a debit item was or is overdue, as of a day: each part that stands on that day counted to the value date of
 * the credit that settled it, what is open to the day itself. Minor units times days. Null when there is no such item or it
 * is a credit.
 */
export async function overdueDaysOf(
  db: ReadDb,
  itemId: string,
  { asOf }: { readonly asOf: PlainDate },
): Promise<Overdue | null> {
  const item = await db
    .selectFrom('open_items')
    .select(['amount_minor', 'due_on'])
    .where('id', '=', itemId)
    .where('side', '=', 'debit')
    .executeTakeFirst();
  if (!item) return null;
  const { rows } = await sql<{ amount_minor: bigint; value_on: PlainDate }>`
    select a.amount_minor, e.value_on
    from applications a join open_items c on c.id = a.credit_item_id join entries e on e.id = c.entry_id
    where a.debit_item_id = ${itemId} and a.reverses_id is null and a.effective_on <= ${asOf}
      and not exists (select 1 from applications r where r.reverses_id = a.id and r.effective_on <= ${asOf})`.execute(
    db,
  );
  return overdueDays({
    amountMinor: item.amount_minor,
    dueOn: item.due_on as PlainDate,
    asOf,
    settled: rows.map((row) => ({ amountMinor: row.amount_minor, valueOn: row.value_on })),
  });
}
