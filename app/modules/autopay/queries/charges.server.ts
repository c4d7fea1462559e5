import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AutopayCharge } from '../types.ts';

const LISTED_MAX = 200;

async function readCharges(db: ReadDb, which: RawBuilder<unknown>, limit: number): Promise<AutopayCharge[]> {
  const { rows } = await sql<
    Omit<AutopayCharge, 'items'> & { items: (AutopayCharge['items'][number] & { amount: string })[] }
  >`
    select c.id, c.rule_id as "ruleId", c.customer_id as "customerId", k.name as "customerName", k.number as "customerNumber",
      c.method_id as "methodId", c.currency, c.collect_on as "collectOn", c.noticed_minor as "noticedMinor",
      c.collected_minor as "collectedMinor", c.state, c.skipped_because as "skippedBecause", c.failure_code as "failureCode",
      c.next_try_on as "nextTryOn", c.tries, c.changed_at as "changedAt",
      coalesce((select jsonb_agg(jsonb_build_object('itemId', i.item_id, 'number', coalesce(v.number, item_number(o.kind, o.source_id)),
          'invoiceId', v.id, 'amount', i.amount_minor::text, 'leftOut', i.left_out) order by o.due_on, v.number, o.id)
        from autopay_charge_items i join open_items o on o.id = i.item_id
        left join invoices v on v.id = o.source_id and o.kind in ('invoice', 'debit_note', 'opening_balance')
        where i.charge_id = c.id), '[]') as items
    from autopay_charges c join customers k on k.id = c.customer_id
    ${which} limit ${limit}`.execute(db);
  return rows.map(({ items, ...row }) => ({
    ...row,
    items: items.map(({ amount, ...item }) => ({ ...item, amountMinor: BigInt(amount) })),
  }));
}

export async function getAutopayCharge(db: ReadDb, id: string): Promise<AutopayCharge | null> {
  return (await readCharges(db, sql`where c.id = ${id}::uuid`, 1))[0] ?? null;
}

/** The collections of a customer, the newest day first. */
export const autopayChargesOf = (db: ReadDb, customerId: string, limit = 24): Promise<AutopayCharge[]> =>
  readCharges(db, sql`where c.customer_id = ${customerId}::uuid order by c.collect_on desc, c.id desc`, limit);

/** What runs next, over all customers: announced, with the bank, or to be tried again, the nearest day first. */
export const autopayAhead = (db: ReadDb): Promise<AutopayCharge[]> =>
  readCharges(
    db,
    sql`where c.state in ('noticed', 'collecting', 'retrying') order by coalesce(c.next_try_on, c.collect_on), c.id`,
    LISTED_MAX,
  );

/** What went wrong and no colleague has looked at: failed, declined and to be tried again, or left out for a reason. */
export const autopayTrouble = (db: ReadDb): Promise<AutopayCharge[]> =>
  readCharges(
    db,
    sql`where c.seen_at is null and (c.state in ('failed', 'retrying')
      or (c.state = 'skipped' and c.skipped_because in ('over-ceiling', 'method', 'notice'))) order by c.changed_at desc, c.id`,
    LISTED_MAX,
  );

/** Collections whose day or next try has come, or that wait for the bank's answer, by id after `after`. */
export async function chargesToWork(
  db: ReadDb,
  page: { readonly today: PlainDate; readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from autopay_charges
    where state in ('noticed', 'collecting', 'retrying') and coalesce(next_try_on, collect_on) <= ${page.today}::date
      and (${page.after}::uuid is null or id > ${page.after}::uuid)
    order by id limit ${page.limit}`.execute(db);
  return rows.map(({ id }) => id);
}
