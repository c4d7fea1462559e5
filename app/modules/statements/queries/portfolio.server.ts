import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CollectedCustomer, PortfolioPack } from '../types.ts';

const PACKS_MAX = 100;

type PackRow = Omit<PortfolioPack, 'pdf' | 'csv'> &
  Record<'pdfSha' | 'csvSha', string> &
  Record<'pdfBytes' | 'csvBytes', bigint>;

const PACK = sql`p.id, p.user_id as "userId", u.name as "userName", p.due_on as "dueOn", p.seal_no as "sealNo", p.customers, p.made_at as "madeAt",
  p.pdf_sha256 as "pdfSha", p.pdf_bytes as "pdfBytes", p.csv_sha256 as "csvSha", p.csv_bytes as "csvBytes"`;

const toPack = ({ pdfSha, pdfBytes, csvSha, csvBytes, ...pack }: PackRow): PortfolioPack => ({
  ...pack,
  pdf: { sha256: pdfSha, bytes: pdfBytes },
  csv: { sha256: csvSha, bytes: csvBytes },
});

/** Packs, newest first; of one collector where one is named. */
export async function listPacks(db: ReadDb, of: { readonly userId?: string }): Promise<PortfolioPack[]> {
  const own = of.userId ? sql`where p.user_id = ${of.userId}::uuid` : sql``;
  const { rows } = await sql<PackRow>`select ${PACK} from portfolio_packs p join users u on u.id = p.user_id ${own}
    order by p.due_on desc, u.name limit ${PACKS_MAX}`.execute(db as never);
  return rows.map(toPack);
}

export async function getPack(db: ReadDb, of: { readonly packId: string }): Promise<PortfolioPack | undefined> {
  const { rows } = await sql<PackRow>`select ${PACK} from portfolio_packs p join users u on u.id = p.user_id
    where p.id = ${of.packId}::uuid`.execute(db as never);
  return rows.map(toPack)[0];
}

export type Collector = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly customerIds: readonly string[];
};

/** Who collects anybody on a day and may sign in, with their customers. */
export async function collectorsOn(db: ReadDb, on: PlainDate): Promise<Collector[]> {
  const { rows } = await sql<Collector>`
    with now_collected as (
      select distinct on (customer_id) customer_id, user_id from collector_assignments where from_on <= ${on}
      order by customer_id, from_on desc, id desc)
    select u.id as "userId", u.name, u.email, array_agg(a.customer_id order by a.customer_id) as "customerIds"
    from now_collected a join users u on u.id = a.user_id and u.kind = 'staff' and u.disabled_at is null
    group by u.id order by u.name, u.id`.execute(db as never);
  return rows;
}

type Asked = {
  readonly on: PlainDate;
  /** A collector's id, `nobody`, or everyone. */
  readonly collector?: string;
  /** The last customer number seen. */
  readonly after?: string;
  readonly limit: number;
};

/** Customers with who collects them on a day, by number. */
export async function collectedCustomers(
  db: ReadDb,
  { on, collector, after = '', limit }: Asked,
): Promise<CollectedCustomer[]> {
  const only = !collector
    ? sql`true`
    : collector === 'nobody'
      ? sql`collector_on(c.id, ${on}) is null`
      : sql`collector_on(c.id, ${on}) = ${collector}::uuid`;
  const { rows } = await sql<CollectedCustomer>`
    select c.id, c.number, c.name, u.name as "collectorName" from customers c left join users u on u.id = collector_on(c.id, ${on})
    where c.archived_at is null and c.number > ${after} and ${only} order by c.number limit ${limit}`.execute(
    db as never,
  );
  return rows;
}
