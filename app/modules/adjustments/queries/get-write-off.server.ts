import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { WriteOff } from '../types.ts';

/** A write-off with its relief and recoveries, and what of it still stands. Minor units of its currency. */
export async function getWriteOff(db: ReadDb, id: string): Promise<WriteOff | undefined> {
  const row = await db
    .selectFrom('write_offs as w')
    .innerJoin('customers as c', 'c.id', 'w.customer_id')
    .innerJoin('open_items as i', 'i.id', 'w.item_id')
    .innerJoin('adjustment_reasons as r', (join) =>
      join.onRef('r.code', '=', 'w.reason_code').onRef('r.for_kind', '=', 'w.for_kind'),
    )
    .select(['w.id', 'w.number', 'w.customer_id', 'c.name as customer_name', 'w.item_id', 'i.kind as item_kind'])
    .select(['i.source_id', 'w.currency', 'w.amount_minor', 'w.tax_minor', 'w.account_code', 'r.label', 'w.reason'])
    .select(['w.effective_on', 'w.approval_id', 'w.batch_id', 'w.made_by_name', 'w.made_at'])
    .select([
      sql<string>`item_number(i.kind, i.source_id)`.as('item_number'),
      sql<bigint>`(select unrecovered_minor from written_off_standing(w.id))`.as('unrecovered_minor'),
      sql<bigint>`(select relieved_minor from written_off_standing(w.id))`.as('relieved_minor'),
      sql<bigint>`(select greatest(0, tax_part(s.unrecovered_minor, w.amount_minor, w.tax_minor) - s.relieved_minor)
        from written_off_standing(w.id) s)::bigint`.as('relief_left_minor'),
    ])
    .where('w.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    itemId: row.item_id,
    itemKind: row.item_kind,
    sourceId: row.source_id,
    itemNumber: row.item_number,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    taxMinor: row.tax_minor,
    account: row.account_code as WriteOff['account'],
    reasonLabel: row.label,
    reason: row.reason,
    effectiveOn: row.effective_on as PlainDate,
    approvalId: row.approval_id,
    batchId: row.batch_id,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    reliefs: await reliefsOf(db, id),
    recoveries: await recoveriesOf(db, id),
    unrecoveredMinor: row.unrecovered_minor,
    relievedMinor: row.relieved_minor,
    reliefLeftMinor: row.relief_left_minor,
  };
}

async function reliefsOf(db: ReadDb, id: string): Promise<WriteOff['reliefs']> {
  const rows = await db.selectFrom('tax_reliefs').selectAll().where('write_off_id', '=', id).orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amount_minor,
    effectiveOn: row.effective_on as PlainDate,
    madeByName: row.made_by_name,
  }));
}

async function recoveriesOf(db: ReadDb, id: string): Promise<WriteOff['recoveries']> {
  const rows = await db.selectFrom('recoveries').selectAll().where('write_off_id', '=', id).orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amount_minor,
    taxMinor: row.tax_minor,
    effectiveOn: row.effective_on as PlainDate,
    madeByName: row.made_by_name,
  }));
}
