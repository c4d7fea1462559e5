import { type Currency, currency } from '#app/kernel/money.ts';
import type { EntryKind } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CreditWish } from '../types.ts';

/** What a customer asked about one of their credits, newest first. `answer` null: it waits. */
export type CustomerCreditRequest = {
  readonly openItemId: string;
  readonly wish: CreditWish;
  readonly note: string;
  readonly askedAt: Date;
  readonly answer: string | null;
};

const ASKED_MAX = 50;

/** The requests of a customer. Reads what the portal may read. */
export async function creditRequestsOf(db: ReadDb, customerId: string): Promise<CustomerCreditRequest[]> {
  const rows = await db
    .selectFrom('credit_requests')
    .select(['open_item_id as openItemId', 'wish', 'note', 'asked_at as askedAt', 'answer'])
    .where('customer_id', '=', customerId)
    .orderBy('asked_at', 'desc')
    .limit(ASKED_MAX)
    .execute();
  return rows.map((row) => ({ ...row, wish: row.wish as CreditWish }));
}

export type WaitingCreditRequest = Omit<CustomerCreditRequest, 'answer'> & {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly askedByName: string;
  readonly kind: EntryKind;
  readonly sourceId: string;
  readonly currency: Currency;
  readonly residualMinor: bigint;
};

const WAITING_MAX = 200;

/** Requests nobody has answered, oldest first, with what is left of the credit. */
export async function waitingCreditRequests(db: ReadDb): Promise<WaitingCreditRequest[]> {
  const rows = await db
    .selectFrom('credit_requests as r')
    .innerJoin('open_items as o', 'o.id', 'r.open_item_id')
    .innerJoin('customers as c', 'c.id', 'r.customer_id')
    .select(['r.id', 'r.open_item_id as openItemId', 'r.wish', 'r.note', 'r.asked_at as askedAt'])
    .select(['r.asked_by_name as askedByName', 'r.customer_id as customerId', 'c.name as customerName'])
    .select(['o.kind', 'o.source_id as sourceId', 'o.currency', 'o.residual_minor as residualMinor'])
    .where('r.answered_at', 'is', null)
    .orderBy('r.asked_at')
    .orderBy('r.id')
    .limit(WAITING_MAX)
    .execute();
  return rows.map((row) => ({
    ...row,
    wish: row.wish as CreditWish,
    kind: row.kind as EntryKind,
    currency: currency(row.currency),
  }));
}
