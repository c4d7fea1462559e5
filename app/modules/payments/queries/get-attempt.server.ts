import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Attempt, type AttemptState, LIVE_STATES } from '../types.ts';

/** By our id, by the processor's session or payment intent, or by the payment it became. */
export type AttemptKey =
  | { readonly id: string }
  | { readonly sessionRef: string }
  | { readonly intentRef: string }
  | { readonly paymentId: string };

/** One attempt with its items, or null. */
export async function getAttempt(db: ReadDb, key: AttemptKey): Promise<Attempt | null> {
  const row = await selectAttempt(db, key).executeTakeFirst();
  return row ? (await withItems(db, [row]))[0]! : null;
}

/** Several attempts by id, in no order. One that does not exist is missing. */
export async function getAttempts(db: ReadDb, ids: readonly string[]): Promise<Attempt[]> {
  return withItems(
    db,
    await columnsOf(db)
      .where('a.id', 'in', [...ids])
      .execute(),
  );
}

/** Which attempt it is and which page it has, or null: what is asked for before anything is locked. */
export async function findAttempt(
  db: ReadDb,
  key: AttemptKey,
): Promise<{ readonly id: string; readonly sessionRef: string | null } | null> {
  const query = db.selectFrom('payment_attempts as a').select(['a.id', 'a.session_ref']);
  const [column, value] = columnOf(key);
  const row = await query.where(column, '=', value).executeTakeFirst();
  return row ? { id: row.id, sessionRef: row.session_ref } : null;
}

/** How many attempts a sweep asks about at most; the rest waits for the next sweep. */
const LIVE_MAX = 500;

/**
 * Live attempts not changed since `before`: those the sweep asks the processor about. Bank debits are processing for days,
 * so they come last and by lot: with more of them than one sweep asks about, none is passed over for ever.
 */
export async function liveAttempts(
  db: ReadDb,
  { before }: { readonly before: Date },
): Promise<{ id: string; state: AttemptState }[]> {
  const rows = await db
    .selectFrom('payment_attempts')
    .select(['id', 'state'])
    .where('state', 'in', [...LIVE_STATES])
    .where('changed_at', '<', before)
    .orderBy((eb) => eb('state', '=', 'processing'))
    .orderBy(sql`random()`)
    .limit(LIVE_MAX)
    .execute();
  return rows.map((row) => ({ id: row.id, state: row.state as AttemptState }));
}

type AttemptRow = Awaited<ReturnType<ReturnType<typeof selectAttempt>['executeTakeFirstOrThrow']>>;

function selectAttempt(db: ReadDb, key: AttemptKey) {
  const [column, value] = columnOf(key);
  return columnsOf(db).where(column, '=', value);
}

function columnOf(key: AttemptKey) {
  if ('id' in key) return ['a.id', key.id] as const;
  if ('paymentId' in key) return ['a.payment_id', key.paymentId] as const;
  return 'sessionRef' in key
    ? (['a.session_ref', key.sessionRef] as const)
    : (['a.intent_ref', key.intentRef] as const);
}

const columnsOf = (db: ReadDb) =>
  db
    .selectFrom('payment_attempts as a')
    .select([
      'a.id',
      'a.customer_id',
      'a.kind',
      'a.saved_method_id',
      'a.plan_id',
      'a.currency',
      'a.amount_minor',
      'a.state',
      'a.session_ref',
      'a.session_url',
      'a.intent_ref',
      'a.failure_text',
      'a.failure_code',
      'a.requested_by_kind',
      'a.requested_by_name',
      'a.notify_email',
      'a.payment_id',
      'a.created_at',
      'a.changed_at',
      'a.expires_at',
      'a.pay_with',
    ]); // prettier-ignore

async function withItems(db: ReadDb, rows: readonly AttemptRow[]): Promise<Attempt[]> {
  if (rows.length === 0) return [];
  const attemptIds = rows.map((row) => row.id);
  const items = await db
    .selectFrom('payment_attempt_items as i')
    .leftJoin('invoices as v', 'v.open_item_id', 'i.item_id')
    .select(['i.attempt_id', 'i.item_id', 'i.amount_minor', 'v.number', 'v.id as invoice_id'])
    .where('i.attempt_id', 'in', attemptIds)
    .orderBy('v.due_on')
    .orderBy('v.number')
    .orderBy('i.item_id')
    .execute();
  const byAttempt = Map.groupBy(items, (item) => item.attempt_id);
  return rows.map((row) => toAttempt(row, byAttempt.get(row.id) ?? []));
}

type ItemRow = { item_id: string; amount_minor: bigint; number: string | null; invoice_id: string | null };

const toAttempt = (row: AttemptRow, items: readonly ItemRow[]): Attempt => ({
  id: row.id,
  customerId: row.customer_id,
  kind: row.kind as Attempt['kind'],
  savedMethodId: row.saved_method_id,
  planId: row.plan_id,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  state: row.state as AttemptState,
  sessionRef: row.session_ref,
  sessionUrl: row.state === 'open' ? row.session_url : null,
  intentRef: row.intent_ref,
  failureText: row.failure_text,
  failureCode: row.failure_code,
  requestedByKind: row.requested_by_kind as Attempt['requestedByKind'],
  requestedByName: row.requested_by_name,
  notifyEmail: row.notify_email,
  paymentId: row.payment_id,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  expiresAt: row.expires_at,
  payWith: row.pay_with as Attempt['payWith'],
  items: items.map((item) => ({
    itemId: item.item_id,
    amountMinor: item.amount_minor,
    number: item.number ?? '',
    invoiceId: item.invoice_id,
  })),
});
