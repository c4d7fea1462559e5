import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Something a person names by its number, to say that a line is it. Minor units, above zero into our account. */
export type FoundSubject = {
  readonly kind: 'payout' | 'deposit' | 'payment_reversal' | 'refund' | 'existing_payment' | 'payment' | 'receipt';
  readonly id: string;
  readonly amountMinor: bigint;
};

/**
 * What has this very number or reference in one currency: payouts, deposits, refunds, payments (that stand, or were taken
 * back) and unidentified receipts. `payment` is one that stands and could come back; `existing_payment` one recorded by hand.
 */
export async function findSubjects(
  db: ReadDb,
  { text, currency }: { readonly text: string; readonly currency: string },
): Promise<readonly FoundSubject[]> {
  const { rows } = await sql<FoundSubject>`
    with asked as (select upper(${text.trim()}) as name)
    select 'payout' as kind, p.id, p.amount_minor as "amountMinor" from payouts p, asked where upper(p.ref) = asked.name and p.currency = ${currency}
    union all select 'deposit', d.id, d.amount_minor from deposit_batches d, asked where d.number = asked.name and d.currency = ${currency}
    union all select 'refund', f.id, -f.amount_minor from refunds f, asked where f.number = asked.name and f.currency = ${currency}
    union all select 'payment_reversal', p.id, -p.amount_minor from payments p join payment_reversals r on r.payment_id = p.id, asked
      where p.number = asked.name and p.currency = ${currency}
    union all select 'existing_payment', p.id, p.amount_minor from payments p, asked where p.number = asked.name and p.currency = ${currency} and p.method = 'transfer'
    union all select 'payment', p.id, -p.amount_minor from payments p, asked where p.number = asked.name and p.currency = ${currency}
      and not exists (select from payment_reversals r where r.payment_id = p.id)
    union all select 'receipt', n.id, -n.left_minor from unidentified_receipts_now n, asked where n.label = asked.name and n.currency = ${currency}`.execute(
    db as never,
  );
  return rows;
}
