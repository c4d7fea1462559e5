import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { LIVE_STATES } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Allocatable, type Allocation, allocateOldestFirst } from '../rules/allocate-oldest-first.ts';
import { splitCredit } from '../rules/split-credit.ts';
import type { CreditPart, OfferedCredit } from '../types.ts';

/** `promised`: credit there is is being used by a payment not decided yet, or by another press of a button. */
export type CreditOnOffer = { readonly credits: readonly OfferedCredit[]; readonly promised: boolean };

/**
 * Credit a customer may use for invoices now, oldest first: not what is on hold, asked back or about to be paid out, and none
 * while some of it is promised to a payment. Reads what the portal may read of its own customer; `items`, where all its open items
 * were read in the same transaction already.
 */
export async function creditOnOffer(
  db: ReadDb,
  of: { readonly customerId: string; readonly currency: Currency; readonly items?: readonly OpenItem[] },
): Promise<CreditOnOffer> {
  const { customerId, currency } = of;
  const items = of.items ?? (await openItemsOf(db, { customerId, currency }));
  const free = items.filter(
    (item) => item.side === 'credit' && item.currency === currency && item.residualMinor > item.heldMinor,
  );
  if (free.length === 0) return { credits: [], promised: false };
  if (await isPromised(db, { customerId, currency })) return { credits: [], promised: true };
  const { rows } = await sql<{ id: string }>`
    select open_item_id as id from credit_requests where customer_id = ${customerId} and answered_at is null
    union all select r from credits_being_refunded() r`.execute(db);
  const leaving = new Set(rows.map(({ id }) => id));
  const credits = free
    .filter((item) => !leaving.has(item.id))
    .map((item) => ({
      ...{ id: item.id, kind: item.kind, number: item.number, effectiveOn: item.effectiveOn },
      leftMinor: item.residualMinor - item.heldMinor,
    }))
    .sort((a, b) => order(a.effectiveOn, b.effectiveOn) || order(a.number, b.number) || order(a.id, b.id));
  return { credits, promised: false };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function isPromised(db: ReadDb, of: { customerId: string; currency: Currency }): Promise<boolean> {
  const row = await db
    .selectFrom('credit_uses as u')
    .leftJoin('payment_attempts as a', 'a.id', 'u.attempt_id')
    .select('u.id')
    .where('u.customer_id', '=', of.customerId)
    .where('u.currency', '=', of.currency)
    .where('u.done_at', 'is', null)
    .where((where) => where.or([where('u.attempt_id', 'is', null), where('a.state', 'in', [...LIVE_STATES])]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How an amount is spent on items, as cash application does it: oldest due first, then by number. */
export const spendOldestFirst = (amountMinor: bigint, items: readonly Allocatable[]): Allocation[] =>
  allocateOldestFirst(amountMinor, items);

/** How credits are spent on what somebody chose to pay. */
export const spendCredit = (credits: readonly OfferedCredit[], wants: readonly Allocatable[]): CreditPart[] =>
  splitCredit(credits, wants);
