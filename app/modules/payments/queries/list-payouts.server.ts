import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PayoutState } from '../types.ts';

/** A payout as the processor tells it now. Below zero it takes from our bank. */
export type PayoutInput = {
  readonly ref: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly state: PayoutState;
  readonly automatic: boolean;
  readonly createdOn: PlainDate;
  readonly arrivesOn: PlainDate;
  readonly bankReference: string;
  readonly failureText: string;
};

export type PayoutRow = PayoutInput & {
  readonly id: string;
  /** Its movements are known, and come to it. */
  readonly hasParts: boolean;
  /** It stands in the books, 1010 / 1030, and was not taken back. */
  readonly isPosted: boolean;
};

const PAGE = 50;

export type PayoutCursor = { readonly on: PlainDate; readonly id: string; readonly direction: 'older' | 'newer' };
export type PayoutPage = {
  readonly rows: readonly PayoutRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

/** Payouts by the day they arrive, the latest first, a page at a time. */
export async function listPayouts(db: ReadDb, { cursor }: { readonly cursor?: PayoutCursor }): Promise<PayoutPage> {
  const newer = cursor?.direction === 'newer';
  const rows = await db
    .selectFrom('payouts as p')
    .selectAll('p')
    .select(isPosted)
    .$if(cursor !== undefined, (q) =>
      q.where(
        newer
          ? sql<boolean>`(p.arrives_on, p.id) > (${cursor!.on}::date, ${cursor!.id}::uuid)`
          : sql<boolean>`(p.arrives_on, p.id) < (${cursor!.on}::date, ${cursor!.id}::uuid)`,
      ),
    )
    .orderBy('p.arrives_on', newer ? 'asc' : 'desc')
    .orderBy('p.id', newer ? 'asc' : 'desc')
    .limit(PAGE + 1)
    .execute();
  const more = rows.length > PAGE;
  const shown = rows.slice(0, PAGE);
  if (newer) shown.reverse();
  return {
    rows: shown.map(payoutRow),
    hasOlder: newer ? true : more,
    hasNewer: newer ? more : cursor !== undefined,
  };
}

/** Whether it stands in the books: posted, and not taken back. */
export const isPosted = sql<boolean>`exists (select from payout_postings s where s.payout_id = p.id and s.kind = 'paid')
  and not exists (select from payout_postings s where s.payout_id = p.id and s.kind = 'returned')`.as('is_posted');

type Stored = {
  id: string;
  ref: string;
  currency: string;
  amount_minor: bigint;
  state: string;
  automatic: boolean;
  created_on: string;
  arrives_on: string;
  bank_reference: string;
  failure_text: string;
  parts_taken_at: Date | null;
  is_posted: boolean;
};

export const payoutRow = (row: Stored): PayoutRow => ({
  id: row.id,
  ref: row.ref,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  state: row.state as PayoutState,
  automatic: row.automatic,
  createdOn: row.created_on as PlainDate,
  arrivesOn: row.arrives_on as PlainDate,
  bankReference: row.bank_reference,
  failureText: row.failure_text,
  hasParts: row.parts_taken_at !== null,
  isPosted: row.is_posted,
});

/** Payouts that a line of the bank may be: its currency and amount, arriving within so many days of it, the nearest first. */
export async function payoutsForBankLine(
  db: ReadDb,
  line: {
    readonly currency: string;
    readonly amountMinor: bigint;
    readonly bookedOn: PlainDate;
    readonly withinDays: number;
  },
): Promise<readonly PayoutRow[]> {
  const rows = await db
    .selectFrom('payouts as p')
    .selectAll('p')
    .select(isPosted)
    .where('p.currency', '=', line.currency)
    .where('p.amount_minor', '=', line.amountMinor)
    .where(sql<boolean>`abs(p.arrives_on - ${line.bookedOn}::date) <= ${line.withinDays}::int`)
    .orderBy(sql`abs(p.arrives_on - ${line.bookedOn}::date)`)
    .orderBy('p.id')
    .limit(PAGE)
    .execute();
  return rows.map(payoutRow);
}
