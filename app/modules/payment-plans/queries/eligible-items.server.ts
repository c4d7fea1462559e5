import { sql } from 'kysely';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChoiceItem, NotEligible } from '../types.ts';

export type ItemStanding = { readonly item: OpenItem; readonly because: NotEligible | null };

/**
 * The open debit items of a customer with what keeps each from going into a plan: any hold on any part of it, or a payment of
 * unknown fate. An item goes in whole or not at all, so that what is left of it in the plan is what is left of it.
 */
export async function itemsForPlans(
  db: ReadDb,
  of: { readonly customerId: string; readonly currency?: string; readonly itemIds?: readonly string[] },
): Promise<ItemStanding[]> {
  const [open, onTheirWay, held] = await Promise.all([
    openItemsOf(db, of),
    itemsOnTheirWay(db, of),
    heldKinds(db, of.customerId),
  ]);
  const items = open.filter((item) => item.side === 'debit');
  return items.map((item) => ({ item, because: reasonOf(held.get(item.id) ?? [], onTheirWay.has(item.id)) }));
}

async function heldKinds(db: ReadDb, customerId: string): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('holds as h')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .select('h.item_id')
    .select(sql<string[]>`array_agg(distinct h.kind)`.as('kinds'))
    .where('h.customer_id', '=', customerId)
    .where('r.hold_id', 'is', null)
    .groupBy('h.item_id')
    .execute();
  return new Map(rows.map((row) => [row.item_id, row.kinds]));
}

function reasonOf(kinds: readonly string[], onItsWay: boolean): NotEligible | null {
  if (kinds.includes('in_plan')) return 'in-plan';
  if (kinds.includes('disputed')) return 'disputed';
  if (onItsWay || kinds.includes('in_flight')) return 'being-paid';
  return kinds.length > 0 ? 'on-hold' : null;
}

/** What people are shown of an item. */
export const choiceOf = (item: OpenItem): ChoiceItem => ({
  itemId: item.id,
  kind: item.kind,
  invoiceId: item.kind === 'invoice' || item.kind === 'debit_note' ? item.sourceId : null,
  number: item.number,
  title: item.title,
  dueOn: item.dueOn,
  residualMinor: item.residualMinor,
});
