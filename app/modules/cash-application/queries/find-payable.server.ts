import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** An open item that a person looked for. Minor units, below zero for a credit; less what is held. */
export type FoundItem = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly leftMinor: bigint;
  readonly dueOn: PlainDate;
};

const FOUND_MAX = 20;
/** Sorts behind whatever stands in a number. */
const LAST_LETTER = '\u{10FFFF}';

const wordsOf = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,;|]+/)
    .filter((word) => /\d/.test(word))
    .slice(0, FOUND_MAX);

/**
 * Open items of one currency, credit notes and money on account among them, by their numbers (several parted by spaces, commas or
 * bars; the end of a number is enough), by an amount, or by the customer's name or number. At most 20: numbers first, then
 * amounts, then names, the oldest due first.
 */
export async function findPayable(
  db: ReadDb,
  asked: { readonly currency: string; readonly text: string; readonly amounts: readonly bigint[] },
): Promise<FoundItem[]> {
  const text = asked.text.trim();
  if (text === '') return [];
  const plain = (part: string) => part.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  // What is written with a decimal mark is an amount and ends no number.
  const words = asked.amounts.length > 0 && /[.,]/.test(text) ? [] : wordsOf(text);
  const ends = words.map((word) => [...word].reverse().join(''));
  const { rows } = await sql<FoundItem>`
    with named as (
      select v.open_item_id as id, 0 as rank from unnest(${ends}::text[]) e join invoices v
        on reverse(upper(v.number)) ~>=~ e and reverse(upper(v.number)) ~<~ (e || ${LAST_LETTER})
      union all select p.open_item_id, 0 from unnest(${ends}::text[]) e join payments p
        on reverse(upper(p.number)) ~>=~ e and reverse(upper(p.number)) ~<~ (e || ${LAST_LETTER})
      union all select i.id, 1 from open_items i
        where i.currency = ${asked.currency} and i.residual_minor > 0 and i.residual_minor = any (${asked.amounts.map(String)}::bigint[])
      union all select i.id, 2 from customers c join open_items i on i.customer_id = c.id and i.currency = ${asked.currency} and i.residual_minor > 0
        where c.name ilike ${`%${plain(text)}%`} or upper(c.number) = any (${words}::text[])),
    best as (select id, min(rank) as rank from named where id is not null group by id),
    open as (
      select i.id, i.kind, i.source_id, i.side, i.customer_id, i.due_on, b.rank, i.residual_minor - least(i.residual_minor, coalesce((select sum(h.amount_minor)
        from holds h where h.item_id = i.id and h.kind <> 'in_plan' and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint) as "left"
      from best b join open_items i on i.id = b.id where i.residual_minor > 0 and i.currency = ${asked.currency}
      order by b.rank, i.due_on, i.id limit ${FOUND_MAX * 2})
    select o.id, coalesce(v.number, p.number, item_number(o.kind, o.source_id), '') as number, c.id as "customerId", c.number as "customerNumber",
      c.name as "customerName", (o."left" * case o.side when 'debit' then 1 else -1 end)::bigint as "leftMinor", o.due_on as "dueOn"
    from open o join customers c on c.id = o.customer_id left join invoices v on v.open_item_id = o.id
    left join payments p on p.id = o.source_id and o.kind in ('payment', 'payment_reversal')
    where o."left" > 0 order by o.rank, o.due_on, number limit ${FOUND_MAX}`.execute(db);
  return rows.map((row) => ({ ...row, leftMinor: BigInt(row.leftMinor) }));
}

/** Those of the given ids that are open, as they would be found; for a choice that comes back from a form. */
export async function payableById(db: ReadDb, itemIds: readonly string[]): Promise<FoundItem[]> {
  if (itemIds.length === 0) return [];
  const { rows } = await sql<FoundItem>`
    select i.id, item_number(i.kind, i.source_id) as number, c.id as "customerId", c.number as "customerNumber", c.name as "customerName",
      ((i.residual_minor - least(i.residual_minor, coalesce((select sum(h.amount_minor) from holds h where h.item_id = i.id and h.kind <> 'in_plan'
        and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint)) * case i.side when 'debit' then 1 else -1 end)::bigint as "leftMinor",
      i.due_on as "dueOn"
    from open_items i join customers c on c.id = i.customer_id
    where i.id = any (${[...itemIds]}::uuid[]) and i.residual_minor > 0 order by i.due_on, i.id`.execute(db);
  return rows.map((row) => ({ ...row, leftMinor: BigInt(row.leftMinor) }));
}
