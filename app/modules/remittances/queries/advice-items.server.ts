import { sql } from 'kysely';
import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { bareNumber } from '../rules/plan-advice.ts';
import type { AdviceItem } from '../types.ts';

const NUMBERS_MAX = 1_000;
const written = (numbers: readonly string[]): string[] =>
  [...new Set(numbers.map((number) => number.trim().toUpperCase()))].slice(0, NUMBERS_MAX);

/** Whose documents these numbers are, written in full: one customer, or who leads the group they are all of; else null. */
export async function customerNamed(db: ReadDb, numbers: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ id: string; lead: string }>`
    select distinct c.id, coalesce(c.parent_id, c.id) as lead from invoices v join customers c on c.id = v.customer_id
    where v.number = any (${written(numbers)}::text[]) limit 50`.execute(db);
  if (rows.length === 1) return rows[0]!.id;
  return new Set(rows.map(({ lead }) => lead)).size === 1 ? rows[0]!.lead : null;
}

/** The currency of the documents these numbers are, written in full; null where they are of none or of several. */
export async function currencyNamed(db: ReadDb, numbers: readonly string[]): Promise<Currency | null> {
  const { rows } = await sql<{ currency: string }>`
    select distinct currency from invoices where number = any (${written(numbers)}::text[]) limit 2`.execute(db);
  return rows.length === 1 ? parseCurrency(rows[0]!.currency) : null;
}

export type AdviceItems = { readonly items: readonly AdviceItem[]; readonly settled: ReadonlySet<string> };
type Asked = {
  readonly customer: { readonly id: string; readonly parentId: string | null } | null;
  readonly currency: string;
  readonly numbers: readonly string[];
};

/**
 * What is open that an advice may mean, of its customer and their group, or of whomever its numbers name where nobody said
 * whose it is; and which of its numbers are documents of which nothing is open.
 */
export async function itemsOfAdvice(db: ReadDb, { customer, currency, numbers }: Asked): Promise<AdviceItems> {
  const lead = customer ? (customer.parentId ?? customer.id) : null;
  const { rows: whose } = await sql<{ id: string; name: string }>`
    select c.id, c.name from customers c where case when ${lead}::uuid is null
      then c.id in (select v.customer_id from invoices v where v.number = any (${written(numbers)}::text[]))
      else c.id = ${lead}::uuid or c.parent_id = ${lead}::uuid end order by c.id limit 100`.execute(db);
  const items: AdviceItem[] = [];
  for (const { id, name } of whose)
    for (const item of await openItemsOf(db, { customerId: id, currency }))
      items.push({
        ...{ id: item.id, number: item.number, side: item.side, residualMinor: item.residualMinor },
        ...{ customerId: id, customerName: name },
      });
  const { rows: known } = await sql<{ number: string }>`
    select v.number from invoices v where v.number = any (${written(numbers)}::text[])`.execute(db);
  return { items, settled: new Set(known.map(({ number }) => bareNumber(number))) };
}
