import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Refund, RefundEvent, RefundMethod, RefundStep } from '../types.ts';

/** By our own id, or by the processor's. */
export type RefundKey = { readonly id: string } | { readonly processorRef: string };

/** A refund with its steps. Of the bank account only its holder and end can be read. Minor units of its currency. */
export async function getRefund(db: ReadDb, key: RefundKey): Promise<Refund | undefined> {
  const id = 'id' in key ? key.id : await idOf(db, key.processorRef);
  if (!id) return undefined;
  const row = await db
    .selectFrom('refunds as r')
    .innerJoin('customers as c', 'c.id', 'r.customer_id')
    .innerJoin('open_items as i', 'i.id', 'r.credit_item_id')
    .innerJoin('adjustment_reasons as a', (join) =>
      join.onRef('a.code', '=', 'r.reason_code').onRef('a.for_kind', '=', 'r.for_kind'),
    )
    .leftJoin('payments as p', 'p.id', 'r.payment_id')
    .leftJoin('customer_bank_accounts as b', 'b.id', 'r.bank_account_id')
    .select(['r.id', 'r.number', 'r.customer_id', 'c.name', 'r.credit_item_id', 'i.kind', 'i.source_id', 'r.currency'])
    .select(['r.amount_minor', 'r.base_minor', 'r.method', 'r.payment_id', 'p.processor_ref', 'r.bank_account_id'])
    .select(['b.holder', 'b.account_tail', 'a.label', 'r.reason', 'r.effective_on', 'r.approval_id'])
    .select(['r.made_by_name', 'r.made_at', sql<string>`item_number(i.kind, i.source_id)`.as('credit_number')])
    .where('r.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const events = await eventsOf(db, id);
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name,
    creditItemId: row.credit_item_id,
    creditKind: row.kind,
    creditSourceId: row.source_id,
    creditNumber: row.credit_number,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    method: row.method as RefundMethod,
    paymentId: row.payment_id,
    intentRef: row.processor_ref,
    payee: row.bank_account_id
      ? { id: row.bank_account_id, holder: row.holder ?? '', tail: row.account_tail ?? '' }
      : null,
    reasonLabel: row.label,
    reason: row.reason,
    effectiveOn: row.effective_on as PlainDate,
    approvalId: row.approval_id,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    step: events.at(-1)!.kind,
    events,
  };
}

async function idOf(db: ReadDb, processorRef: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('refund_events')
    .select('refund_id')
    .where('processor_ref', '=', processorRef)
    .executeTakeFirst();
  return row?.refund_id;
}

async function eventsOf(db: ReadDb, refundId: string): Promise<RefundEvent[]> {
  const rows = await db
    .selectFrom('refund_events')
    .selectAll()
    .where('refund_id', '=', refundId)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    kind: row.kind as RefundStep,
    effectiveOn: row.effective_on as PlainDate,
    happenedAt: row.happened_at,
    reason: row.reason,
    madeByName: row.made_by_name,
    processorRef: row.processor_ref,
    batchId: row.batch_id,
    creditItemId: row.credit_item_id,
  }));
}
