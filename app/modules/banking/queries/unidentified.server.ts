import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type ReceiptView = 'waiting' | 'mine' | 'nobody' | 'old' | 'done';

/** A receipt nobody could place at once. Minor units of its currency; `ageDays` since it was on the account. */
export type UnidentifiedReceipt = {
  readonly id: string;
  readonly label: string;
  readonly lineId: string;
  readonly statementId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly leftMinor: bigint;
  readonly receivedOn: PlainDate;
  readonly valueOn: PlainDate;
  readonly ageDays: number;
  readonly partyName: string;
  readonly partyAccount: string;
  readonly text: string;
  readonly payerRef: string;
  readonly note: string;
  readonly isUndone: boolean;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly lastNote: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
};

type Row = Omit<UnidentifiedReceipt, 'currency'> & { currency: string };

/** Older than this it is something to worry about. */
export const OLD_DAYS = 30;

const receipts = (today: PlainDate) => sql`
  select n.id, n.label, n.line_id as "lineId", l.statement_id as "statementId", n.currency, n.amount_minor as "amountMinor", n.left_minor as "leftMinor",
    n.received_on as "receivedOn", n.value_on as "valueOn", greatest(${today}::date - n.value_on, 0) as "ageDays", l.party_name as "partyName",
    l.party_account as "partyAccount", l.text, l.payer_ref as "payerRef", n.note, n.is_undone as "isUndone", o.owner_id as "ownerId", u.name as "ownerName",
    (select m.note from unidentified_notes m where m.receipt_id = n.id order by m.id desc limit 1) as "lastNote", n.made_by_name as "madeByName", n.made_at as "madeAt"
  from unidentified_receipts_now n join bank_lines l on l.id = n.line_id
    left join lateral (select m.owner_id from unidentified_notes m where m.receipt_id = n.id and m.owner_id is not null order by m.id desc limit 1) o on true
    left join users u on u.id = o.owner_id`;

const asReceipt = (row: Row): UnidentifiedReceipt => ({ ...row, currency: currency(row.currency) });

/** Those of one view: the oldest first while they wait, the newest first once nothing is left of them. */
export async function listUnidentified(
  db: ReadDb,
  asked: {
    readonly view: ReceiptView;
    readonly userId: string;
    readonly today: PlainDate;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<readonly UnidentifiedReceipt[]> {
  const { view, userId, today, after, limit } = asked;
  const isDone = view === 'done';
  const { rows } = await sql<Row>`
    select * from (${receipts(today)}) r
    where (r."leftMinor" = 0) = ${isDone}
      and (${view} <> 'mine' or r."ownerId" = ${userId}::uuid) and (${view} <> 'nobody' or r."ownerId" is null)
      and (${view} <> 'old' or r."ageDays" > ${OLD_DAYS})
      and (${after}::uuid is null or case when ${isDone} then r.id < ${after}::uuid
        else (r."valueOn", r.id) > (select a.value_on, a.id from unidentified_receipts a where a.id = ${after}::uuid) end)
    order by case when ${isDone} then r.id end desc, r."valueOn", r.id limit ${limit}`.execute(db as never);
  return rows.map(asReceipt);
}

/** How many wait in each view and how much in each currency. */
export async function countUnidentified(
  db: ReadDb,
  { userId, today }: { readonly userId: string; readonly today: PlainDate },
): Promise<{
  readonly counts: Readonly<Record<Exclude<ReceiptView, 'done'>, number>>;
  readonly sums: readonly { readonly currency: Currency; readonly leftMinor: bigint; readonly oldestDays: number }[];
}> {
  const { rows } = await sql<{ waiting: number; mine: number; nobody: number; old: number }>`
    select count(*)::int as waiting, count(*) filter (where r."ownerId" = ${userId}::uuid)::int as mine,
      count(*) filter (where r."ownerId" is null)::int as nobody, count(*) filter (where r."ageDays" > ${OLD_DAYS})::int as old
    from (${receipts(today)}) r where r."leftMinor" > 0`.execute(db as never);
  const sums = await sql<{ currency: string; leftMinor: bigint; oldestDays: number }>`
    select currency, sum(left_minor)::bigint as "leftMinor", greatest(${today}::date - min(value_on), 0) as "oldestDays"
    from unidentified_receipts_now where left_minor > 0 group by currency order by currency`.execute(db as never);
  return { counts: rows[0]!, sums: sums.rows.map((row) => ({ ...row, currency: currency(row.currency) })) };
}

/** One receipt by its own id, or by that of an identification of it; null where there is none. */
export async function getUnidentified(
  db: ReadDb,
  { id, today }: { readonly id: string; readonly today: PlainDate },
): Promise<UnidentifiedReceipt | null> {
  const { rows } = await sql<Row>`
    select * from (${receipts(today)}) r
    where r.id = ${id}::uuid or r.id = (select d.receipt_id from receipt_identifications d where d.id = ${id}::uuid)`.execute(
    db as never,
  );
  return rows[0] ? asReceipt(rows[0]) : null;
}
