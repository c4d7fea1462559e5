import { sql } from 'kysely';
import { currency, type Money, money } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type Found = {
  readonly kind: 'customer' | 'invoice' | 'payment';
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly amount: Money | null;
};

const EACH_MAX = 20;

/**
 * Finds by exact number first, then customer, then amount. Several numbers may be given at once, separated by spaces,
 * commas or bars. Amounts match documents of that exact size in any currency.
 */
export async function findAnything(db: ReadDb, asked: { text: string; amounts: readonly bigint[] }): Promise<Found[]> {
  const text = asked.text.trim();
  if (text === '') return [];
  const numbers = text
    .toUpperCase()
    .split(/[\s,|]+/)
    .filter(Boolean)
    .slice(0, EACH_MAX);
  const part = `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const amounts = asked.amounts.map(String);
  const { rows } = await sql<RawRow>`
    select * from (
      (select 0 as rank, 'invoice' as kind, v.id, v.number, c.name as title, v.currency, v.gross_minor as minor
        from invoices v join customers c on c.id = v.customer_id where v.number = any (${numbers}::text[]) limit ${EACH_MAX})
      union all
      (select 0, 'payment', p.id, p.number, c.name, p.currency, p.amount_minor
        from payments p join customers c on c.id = p.customer_id where p.number = any (${numbers}::text[]) limit ${EACH_MAX})
      union all
      (select case when upper(number) = any (${numbers}::text[]) then 0 else 1 end, 'customer', id, number, name, null, null
        from customers where upper(number) = any (${numbers}::text[]) or name ilike ${part} order by 1, name limit ${EACH_MAX})
      union all
      (select 2, 'invoice', v.id, v.number, c.name, v.currency, v.gross_minor
        from invoices v join customers c on c.id = v.customer_id where v.gross_minor = any (${amounts}::bigint[])
        order by v.document_on desc limit ${EACH_MAX})
      union all
      (select 2, 'payment', p.id, p.number, c.name, p.currency, p.amount_minor
        from payments p join customers c on c.id = p.customer_id where p.amount_minor = any (${amounts}::bigint[])
        order by p.received_on desc limit ${EACH_MAX})
      union all
      (select 3, 'invoice', v.id, v.number, c.name, v.currency, v.gross_minor
        from invoices v join customers c on c.id = v.customer_id
        where v.po_number = ${text} and v.po_number <> '' limit ${EACH_MAX})) found
    order by rank, kind, number`.execute(db as never);
  const seen = new Set<string>();
  return rows
    .filter((row) => !seen.has(row.id) && seen.add(row.id))
    .map((row) => ({
      kind: row.kind,
      id: row.id,
      number: row.number,
      title: row.title,
      amount: row.minor === null || row.currency === null ? null : money(row.minor, currency(row.currency)),
    }));
}

type RawRow = {
  rank: number;
  kind: Found['kind'];
  id: string;
  number: string;
  title: string;
  currency: string | null;
  minor: bigint | null;
};
