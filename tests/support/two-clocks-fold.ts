import { sql } from 'kysely';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { FigurePart, Seal } from '#app/modules/ledger/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';

/** Every row of the ledger as it lies in the database, to be added up in plain TypeScript: what reports are compared with. */
export type Rows = { items: Item[]; applications: Application[]; lines: Line[] };
type Known = { xid: string; effective_on: string };
export type Item = Known & {
  id: string;
  customer_id: string;
  side: 'debit' | 'credit';
  currency: string;
  amount_minor: bigint;
  due_on: string;
};
type Application = Known & { id: string; credit_item_id: string; debit_item_id: string; amount_minor: bigint };
type Line = Known & { account_code: string; currency: string; amount_minor: bigint; base_minor: bigint };

export async function readRows(db: Db): Promise<Rows> {
  const items =
    await sql<Item>`select id, customer_id, side, currency, amount_minor, effective_on, due_on, xid::text from open_items`.execute(
      db,
    );
  const applications =
    await sql<Application>`select id, credit_item_id, debit_item_id, amount_minor, effective_on, xid::text from applications`.execute(
      db,
    );
  const lines =
    await sql<Line>`select l.account_code, l.currency, l.amount_minor, l.base_minor, e.effective_on, e.xid::text
      from entry_lines l join entries e on e.id = l.entry_id`.execute(db);
  return { items: items.rows, applications: applications.rows, lines: lines.rows };
}

/** The rows that were known at a seal and are dated up to a day. */
export function rowsAt(rows: Rows, at: { asOf?: PlainDate; knownAt?: Seal }): Rows {
  const counts = (row: Known) =>
    (!at.knownAt || BigInt(row.xid) < BigInt(at.knownAt.beforeXid)) && (!at.asOf || row.effective_on <= at.asOf);
  return {
    items: rows.items.filter(counts),
    applications: rows.applications.filter(counts),
    lines: rows.lines.filter(counts),
  };
}

export const add = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);
export const signed = (item: Item): bigint => (item.side === 'debit' ? item.amount_minor : -item.amount_minor);

/** What is open of an item among these rows. */
export const openOf = (item: Item, { applications }: Rows): bigint =>
  item.amount_minor -
  add(
    applications
      .filter((one) => one.credit_item_id === item.id || one.debit_item_id === item.id)
      .map((one) => one.amount_minor),
  );

const BY_LATENESS: Readonly<Record<Exclude<FigurePart, 'all'>, (item: Item, late: number) => boolean>> = {
  open: () => true,
  'taken-off': (item) => item.side === 'credit',
  debits: (item) => item.side === 'debit',
  credits: (item) => item.side === 'credit',
  due: (item, late) => item.side === 'debit' && late >= 0,
  later: (item, late) => item.side === 'debit' && late < 0,
  late: (item, late) => item.side === 'debit' && late > 0,
  'not-due': (item, late) => item.side === 'debit' && late <= 0,
  '1-30': (item, late) => item.side === 'debit' && late > 0 && late <= 30,
  '31-60': (item, late) => item.side === 'debit' && late > 30 && late <= 60,
  '61-90': (item, late) => item.side === 'debit' && late > 60 && late <= 90,
  'over-90': (item, late) => item.side === 'debit' && late > 90,
};

/** One figure of a customer's account, added up from rows. */
export function figureOf(
  rows: Rows,
  of: { customerId: string; part: FigurePart; asOf: PlainDate; knownAt?: Seal },
): bigint {
  const known = rowsAt(rows, of);
  const own = known.items.filter((item) => item.customer_id === of.customerId);
  if (of.part === 'all') return add(own.map(signed));
  const belongs = BY_LATENESS[of.part];
  const isBySide = of.part === 'open' || of.part === 'taken-off';
  return add(
    own
      .filter((item) => belongs(item, daysBetween(item.due_on as PlainDate, of.asOf)))
      .map((item) => (isBySide && item.side === 'credit' ? -openOf(item, known) : openOf(item, known))),
  );
}
