import { sql } from 'kysely';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency, money } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Balance, CustomerRow } from '../types.ts';

export const CUSTOMER_VIEWS = ['all', 'owing', 'overdue', 'archived'] as const;
export type CustomerView = (typeof CUSTOMER_VIEWS)[number];

export type CustomerListing = {
  today: PlainDate;
  view?: CustomerView;
  /** Part of a name, a customer number, an e-mail address of a contact, or the start of an invoice number. */
  search?: string;
  after?: { name: string; id: string };
  limit: number;
};

export type CustomerPage = { rows: CustomerRow[]; next: { name: string; id: string } | null };

/** Escapes what LIKE would take for a pattern. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);

/** Customers by name, a page at a time by keyset, each with its balances per currency. Currencies are never added. */
export async function listCustomers(db: ReadDb, listing: CustomerListing): Promise<CustomerPage> {
  const { today, view = 'all', search, after, limit } = listing;
  const rows = await db
    .selectFrom('customers as c')
    .select([
      'c.id',
      'c.number',
      'c.name',
      'c.currency',
      'c.terms_from',
      'c.terms_days',
      'c.po_required',
      'c.archived_at',
    ])
    .where('c.archived_at', view === 'archived' ? 'is not' : 'is', null)
    .$if(view === 'owing', (q) => q.where(openDebits()))
    .$if(view === 'overdue', (q) => q.where(openDebits(today)))
    .$if(search !== undefined, (q) => q.where(matches(search!)))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(c.name, c.id) > (${after!.name}, ${after!.id}::uuid)`))
    .orderBy('c.name')
    .orderBy('c.id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const balances = await balancesOf(db, { customerIds: page.map((row) => row.id), today });
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      id: row.id as CustomerId,
      number: row.number,
      name: row.name,
      currency: currency(row.currency),
      termsFrom: row.terms_from as TermsFrom,
      termsDays: row.terms_days,
      poRequired: row.po_required,
      archived: row.archived_at !== null,
      balances: balances.get(row.id) ?? [],
    })),
    next: rows.length > limit && last ? { name: last.name, id: last.id } : null,
  };
}

const openDebits = (dueBefore?: PlainDate) =>
  sql<boolean>`exists (select from open_items i where i.customer_id = c.id and i.residual_minor > 0 and i.side = 'debit'
    ${dueBefore ? sql`and i.due_on < ${dueBefore}` : sql``})`;

function matches(search: string) {
  const part = `%${literal(search)}%`;
  const start = `${literal(search.toUpperCase())}%`;
  return sql<boolean>`c.id in (
    select id from customers where name ilike ${part} or upper(number) like ${start}
    union all select customer_id from contacts where email = ${search.toLowerCase()} and removed_at is null
    union all (select customer_id from invoices where number like ${start} limit 100))`;
}

/** Balances of some customers per currency, by currency. A customer with nothing open has no entry. */
export async function balancesOf(
  db: ReadDb,
  of: { customerIds: readonly string[]; today: PlainDate },
): Promise<Map<string, Balance[]>> {
  if (of.customerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('open_items')
    .select(['customer_id', 'currency'])
    .select([
      sql<bigint>`sum(case side when 'debit' then residual_minor else -residual_minor end)::bigint`.as('balance'),
      sql<bigint>`coalesce(sum(residual_minor) filter (where side = 'debit' and due_on < ${of.today}), 0)::bigint`.as(
        'overdue',
      ),
      sql<bigint>`coalesce(sum(residual_minor) filter (where side = 'credit'), 0)::bigint`.as('unapplied'),
      sql<number>`coalesce(max(${of.today}::date - due_on) filter (where side = 'debit' and due_on < ${of.today}), 0)`.as(
        'oldest',
      ),
    ])
    .where('customer_id', 'in', [...of.customerIds])
    .where('residual_minor', '>', 0n)
    .groupBy(['customer_id', 'currency'])
    .orderBy('currency')
    .execute();
  const found = new Map<string, Balance[]>();
  for (const row of rows) {
    const code = currency(row.currency);
    const balance = {
      balance: money(row.balance, code),
      overdue: money(row.overdue, code),
      unapplied: money(row.unapplied, code),
      oldestDaysLate: row.oldest,
    };
    found.set(row.customer_id, [...(found.get(row.customer_id) ?? []), balance]);
  }
  return found;
}
