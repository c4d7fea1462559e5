import { type Currency, currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AttemptItem } from '../types.ts';

/** `paying`: an approver is on the way to pay it. `expired`: nobody answered in time. */
export type PaymentAskState = 'waiting' | 'paying' | 'paid' | 'sent_back' | 'withdrawn' | 'expired';

/** A payment somebody prepared above what they may pay alone. Minor units of its currency. */
export type PaymentAsk = {
  readonly id: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly note: string;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly expiresAt: Date;
  readonly state: PaymentAskState;
  /** Who sent it back, and why. */
  readonly answeredByName: string | null;
  readonly answer: string | null;
  /** The attempt that pays or paid it. */
  readonly attemptId: string | null;
  readonly paymentId: string | null;
  readonly items: readonly (AttemptItem & { readonly number: string; readonly invoiceId: string | null })[];
};

const ASKS_SHOWN = 50;

/** A customer's prepared payments, newest first; `waiting` leaves out what was answered, paid or is out of date. */
export async function paymentAsks(
  db: ReadDb,
  of: { readonly customerId: string; readonly waiting: boolean },
  now: Date,
): Promise<PaymentAsk[]> {
  const query = selectAsks(db)
    .where('q.customer_id', '=', of.customerId)
    .orderBy('q.asked_at', 'desc')
    .limit(ASKS_SHOWN);
  const rows = await (of.waiting
    ? query.where('q.outcome', 'is', null).where('q.expires_at', '>', now)
    : query
  ).execute();
  const asks = await withItems(db, rows, now);
  return of.waiting ? asks.filter((ask) => ask.state === 'waiting' || ask.state === 'paying') : asks;
}

/** One prepared payment with what it covers, or null. */
export async function getPaymentAsk(
  db: ReadDb,
  of: { readonly askId: string; readonly customerId?: string },
  now: Date,
): Promise<PaymentAsk | null> {
  const query = selectAsks(db).where('q.id', '=', of.askId);
  const rows = await (of.customerId ? query.where('q.customer_id', '=', of.customerId) : query).execute();
  return (await withItems(db, rows, now))[0] ?? null;
}

type AskRow = Awaited<ReturnType<ReturnType<typeof selectAsks>['executeTakeFirstOrThrow']>>;

function selectAsks(db: ReadDb) {
  return db
    .selectFrom('payment_asks as q')
    .leftJoin('payment_attempts as a', (join) =>
      join.onRef('a.ask_id', '=', 'q.id').on('a.state', 'not in', ['failed', 'expired']),
    )
    .select(['q.id', 'q.customer_id', 'q.currency', 'q.amount_minor', 'q.note', 'q.asked_by', 'q.asked_by_name'])
    .select(['q.asked_at', 'q.expires_at', 'q.outcome', 'q.answered_by_name', 'q.answer'])
    .select(['a.id as attempt_id', 'a.state as attempt_state', 'a.payment_id']);
}

async function withItems(db: ReadDb, rows: readonly AskRow[], now: Date): Promise<PaymentAsk[]> {
  if (rows.length === 0) return [];
  const items = await db
    .selectFrom('payment_ask_items as i')
    .leftJoin('invoices as v', 'v.open_item_id', 'i.item_id')
    .select(['i.ask_id', 'i.item_id', 'i.amount_minor', 'v.number', 'v.id as invoice_id'])
    .where(
      'i.ask_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('v.due_on')
    .orderBy('v.number')
    .orderBy('i.item_id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, customerId: row.customer_id, currency: currency(row.currency), amountMinor: row.amount_minor },
    ...{ note: row.note, askedBy: row.asked_by, askedByName: row.asked_by_name, askedAt: row.asked_at },
    ...{ expiresAt: row.expires_at, state: stateOf(row, now), answeredByName: row.answered_by_name },
    ...{ answer: row.answer, attemptId: row.attempt_id, paymentId: row.payment_id },
    items: items
      .filter((item) => item.ask_id === row.id)
      .map((item) => ({
        ...{ itemId: item.item_id, amountMinor: item.amount_minor },
        ...{ number: item.number ?? '', invoiceId: item.invoice_id },
      })),
  }));
}

function stateOf(row: AskRow, now: Date): PaymentAskState {
  if (row.outcome !== null) return row.outcome as 'sent_back' | 'withdrawn';
  if (row.attempt_state === 'succeeded') return 'paid';
  if (row.attempt_state !== null) return 'paying';
  return row.expires_at > now ? 'waiting' : 'expired';
}
