import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CreditToRefund, PayeeAccount } from '../types.ts';

/** A credit item with what is left of it and the ways it can be given back; undefined for debits and what does not exist. */
export async function creditToRefund(db: ReadDb, itemId: string): Promise<CreditToRefund | undefined> {
  const row = await db
    .selectFrom('open_items as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .leftJoin('payments as p', (join) => join.onRef('p.open_item_id', '=', 'i.id'))
    .select(['i.id', 'i.kind', 'i.source_id', 'i.customer_id', 'c.name', 'i.currency', 'i.amount_minor'])
    .select(['i.residual_minor', 'i.effective_on', 'p.id as payment_id', 'p.method', 'p.processor_ref'])
    .select([
      sql<string>`item_number(i.kind, i.source_id)`.as('number'),
      sql<boolean>`refundable_kind(i.kind)`.as('refundable'),
      sql<boolean>`exists (select 1 from instrument_standing s where s.payment_id = p.id and s.state <> 'cleared')`.as(
        'not_cleared',
      ),
      sql<bigint>`coalesce((select sum(a.amount_minor) from approvals a where a.kind = 'refund' and a.state = 'waiting'
        and a.subject_id = i.id), 0)::bigint`.as('waiting_minor'),
    ])
    .where('i.id', '=', itemId)
    .where('i.side', '=', 'credit')
    .executeTakeFirst();
  if (!row) return undefined;
  const byProcessor = row.processor_ref !== null && (row.method === 'card' || row.method === 'direct_debit');
  return {
    itemId: row.id,
    kind: row.kind,
    sourceId: row.source_id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    leftMinor: row.residual_minor,
    effectiveOn: row.effective_on as PlainDate,
    refundable: row.refundable,
    notCleared: row.not_cleared,
    original: byProcessor ? { paymentId: row.payment_id!, method: row.method as 'card' | 'direct_debit' } : null,
    bankAccount: await payeeAccount(db, { customerId: row.customer_id, currency: row.currency }),
    waitingMinor: row.waiting_minor,
  };
}

/** The approved account a customer is paid back to in a currency: the newest version. Null when there is none. */
export async function payeeAccount(
  db: ReadDb,
  of: { readonly customerId: string; readonly currency: string },
): Promise<PayeeAccount | null> {
  const row = await db
    .selectFrom('customer_bank_accounts')
    .select(['id', 'holder', 'account_tail'])
    .where('customer_id', '=', of.customerId)
    .where('currency', '=', of.currency)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, holder: row.holder, tail: row.account_tail ?? '' } : null;
}
