import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Whose the open items and payments are that parts of a line name. */
export async function ownersOf(
  tx: Tx,
  { items, payments }: { readonly items: readonly string[]; readonly payments: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id::text as id from open_items where id = any (${[...items]}::uuid[])
    union select customer_id::text from payments where id = any (${[...payments]}::uuid[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** The entry a payment was posted by. */
export async function entryOfPayment(tx: Tx, paymentId: string): Promise<string> {
  const row = await tx.selectFrom('payments').select('entry_id').where('id', '=', paymentId).executeTakeFirstOrThrow();
  return row.entry_id;
}

type Asked = {
  readonly kind: 'payout' | 'deposit' | 'payment_reversal' | 'refund' | 'existing_payment';
  readonly subjectId: string;
  readonly isIn: boolean;
  readonly currency: string;
};

/**
 * How much of something was posted on our account one way, and how much of that stands for lines already, in minor units with
 * their sign. Until the end of the transaction nobody else links it.
 */
export async function holdSubject(
  tx: Tx,
  { kind, subjectId, isIn, currency }: Asked,
): Promise<{ readonly posted: bigint; readonly linked: bigint; readonly customer: string | null }> {
  await sql`select pg_advisory_xact_lock(hashtextextended('bank subject ' || ${subjectId}::text, 0))`.execute(tx);
  const { rows } = await sql<{ posted: bigint; linked: bigint; customer: string | null }>`
    select bank_posted(${kind}, ${subjectId}::uuid, ${isIn}, ${currency}) as posted,
      coalesce((select linked_minor from bank_subjects_linked s where s.kind = ${kind} and s.subject_id = ${subjectId}::uuid and s.is_in = ${isIn}), 0)::bigint as linked,
      coalesce((select customer_id from payments where id = ${subjectId}::uuid), (select customer_id from refunds where id = ${subjectId}::uuid))::text as customer`.execute(
    tx,
  );
  return rows[0]!;
}

export type LinkToUndo = {
  readonly id: string;
  readonly kind: string;
  readonly amountMinor: bigint;
  readonly subjectId: string | null;
  readonly customerId: string | null;
  readonly entryId: string | null;
  /** The explanation's own transaction made the reversal it names. */
  readonly reversedHere: boolean;
};

/** The parts of an explanation, in order. */
export async function linksToUndo(tx: Tx, explanationId: string): Promise<LinkToUndo[]> {
  const { rows } = await sql<LinkToUndo>`
    select k.id, k.kind, k.amount_minor as "amountMinor", k.subject_id as "subjectId", k.customer_id as "customerId", k.entry_id as "entryId",
      exists (select from payment_reversals r where k.kind = 'payment_reversal' and r.payment_id = k.subject_id and r.xid = k.xid) as "reversedHere"
    from bank_line_links k where k.explanation_id = ${explanationId} order by k.no`.execute(tx);
  return rows;
}

type PaymentStanding = {
  readonly number: string;
  readonly receivedOn: PlainDate;
  readonly isReversed: boolean;
  /** Its money was refunded or used in another currency. */
  readonly goneOn: boolean;
};

/** Whether a payment can still be taken back as if it had never come. */
export async function standingOfPayment(tx: Tx, paymentId: string): Promise<PaymentStanding> {
  const { rows } = await sql<PaymentStanding>`
    select p.number, p.received_on as "receivedOn", exists (select from payment_reversals r where r.payment_id = p.id) as "isReversed",
      exists (select from applications a join open_items d on d.id = a.debit_item_id where a.credit_item_id = p.open_item_id
        and a.reverses_id is null and d.kind in ('refund', 'currency_clearing')
        and not exists (select from applications b where b.reverses_id = a.id)) as "goneOn"
    from payments p where p.id = ${paymentId}`.execute(tx);
  return rows[0]!;
}

/** Applications an explanation made of credits that were there before it, on items that were too, and that stand. */
export async function creditsUsedBy(tx: Tx, explanationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from bank_explanations x join applications a on a.xid = x.xid and a.reverses_id is null
      join open_items c on c.id = a.credit_item_id join entries ce on ce.id = c.entry_id and ce.xid <> x.xid
      join open_items d on d.id = a.debit_item_id join entries de on de.id = d.entry_id and de.xid <> x.xid
    where x.id = ${explanationId} and a.customer_id in (select k.customer_id from bank_line_links k where k.explanation_id = x.id and k.kind = 'payment')
      and not exists (select from applications b where b.reverses_id = a.id)`.execute(tx);
  return rows.map((row) => row.id);
}

/** What a payment had paid when it was taken back: items with amounts, minor units. */
export async function paidBeforeReturn(
  tx: Tx,
  paymentId: string,
): Promise<readonly { readonly itemId: string; readonly amountMinor: bigint }[]> {
  const { rows } = await sql<{ itemId: string; amountMinor: bigint }>`
    select a.debit_item_id as "itemId", sum(a.amount_minor)::bigint as "amountMinor"
    from payments p join payment_reversals v on v.payment_id = p.id join applications b on b.credit_item_id = p.open_item_id and b.xid = v.xid
      join applications a on a.id = b.reverses_id
    where p.id = ${paymentId} group by a.debit_item_id order by a.debit_item_id`.execute(tx);
  return rows;
}
