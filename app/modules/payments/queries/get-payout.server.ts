import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { MovementKind } from '../types.ts';
import { isPosted, type PayoutRow, payoutRow } from './list-payouts.server.ts';

/** One movement as the processor tells it. Minor units of the balance's currency; amount less fee is what it changed. */
export type MovementInput = {
  readonly ref: string;
  /** The processor's own broad word for what it is. */
  readonly kindTold: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly sourceRef: string | null;
  readonly intentRef: string | null;
  readonly happenedOn: PlainDate;
  readonly availableOn: PlainDate;
  readonly description: string;
};

/** A movement with what it is of ours. Minor units of its currency; `costMinor` is what it cost us, below zero when given back. */
export type Movement = Omit<MovementInput, 'intentRef' | 'availableOn'> & {
  readonly id: string;
  readonly kind: MovementKind;
  readonly netMinor: bigint;
  readonly costMinor: bigint;
  /** When its cost counts in the books; null where there is none, or it waits. */
  readonly feeOn: PlainDate | null;
  /** Settled in another currency than paid in, and that is in the books. */
  readonly isExchanged: boolean;
  readonly payout: { readonly id: string; readonly ref: string } | null;
  readonly payment: {
    readonly id: string;
    readonly number: string;
    readonly currency: Currency;
    readonly customerId: string;
    readonly customerName: string;
  } | null;
  readonly refund: { readonly id: string; readonly number: string } | null;
};

/** What a payout consists of; the five sum to its amount. Fees and refunds are below zero. */
export type PayoutSums = {
  readonly charges: bigint;
  readonly refunds: bigint;
  readonly fees: bigint;
  readonly chargebacks: bigint;
  readonly other: bigint;
};

export type PayoutPosting = {
  readonly kind: 'paid' | 'returned';
  readonly effectiveOn: PlainDate;
  readonly valueOn: PlainDate;
  readonly entryId: string;
};

export type Payout = PayoutRow & {
  readonly parts: readonly Movement[];
  readonly sums: PayoutSums;
  readonly postings: readonly PayoutPosting[];
};

/** One payout with all it carried and how it stands in the books, or null. */
export async function getPayout(db: ReadDb, of: { readonly id: string }): Promise<Payout | null> {
  const row = await db
    .selectFrom('payouts as p')
    .selectAll('p')
    .select(isPosted)
    .where('p.id', '=', of.id)
    .executeTakeFirst();
  if (!row) return null;
  const postings = await db
    .selectFrom('payout_postings')
    .selectAll()
    .where('payout_id', '=', row.id)
    .orderBy('kind')
    .execute();
  const parts = await movements(db, sql`x.payout_id = ${row.id}`);
  return {
    ...payoutRow(row),
    parts,
    sums: sumsOf(parts),
    postings: postings.map((posting) => ({
      kind: posting.kind as PayoutPosting['kind'],
      effectiveOn: posting.effective_on as PlainDate,
      valueOn: posting.value_on as PlainDate,
      entryId: posting.entry_id,
    })),
  };
}

const CHARGES: readonly MovementKind[] = ['charge', 'charge_failure'];
const REFUNDS: readonly MovementKind[] = ['refund', 'refund_failure'];
const CHARGEBACKS: readonly MovementKind[] = ['chargeback', 'chargeback_won'];

function sumsOf(parts: readonly Movement[]): PayoutSums {
  const sum = (kinds: readonly MovementKind[]) =>
    parts.filter((part) => kinds.includes(part.kind)).reduce((total, part) => total + part.amountMinor, 0n);
  const all = parts.reduce((total, part) => total + part.netMinor, 0n);
  const fees = parts.reduce((total, part) => total - part.costMinor, 0n);
  const [charges, refunds, chargebacks] = [sum(CHARGES), sum(REFUNDS), sum(CHARGEBACKS)];
  return { charges, refunds, fees, chargebacks, other: all - charges - refunds - fees - chargebacks };
}

type Told = {
  id: string;
  ref: string;
  kind: string;
  kind_told: string;
  currency: string;
  amount_minor: bigint;
  fee_minor: bigint;
  net_minor: bigint;
  cost: bigint;
  happened_on: string;
  description: string;
  source_ref: string | null;
  fee_on: string | null;
  exchanged: boolean;
  payout_id: string | null;
  payout_ref: string | null;
  payment_id: string | null;
  payment_number: string | null;
  payment_currency: string | null;
  customer_id: string | null;
  customer_name: string | null;
  refund_id: string | null;
  refund_number: string | null;
};

/** Movements of the processor's balance with what they are of ours, found by reference; in the order in which they happened. */
async function movements(db: ReadDb, where: ReturnType<typeof sql>): Promise<Movement[]> {
  const { rows } = await sql<Told>`
    select t.id, t.ref, t.kind, t.kind_told, t.currency, t.amount_minor, t.fee_minor, t.net_minor, processor_cost(t) as cost, t.happened_on,
      t.description, t.source_ref, f.effective_on as fee_on,
      exists (select from processor_exchanges g where g.transaction_id = t.id) as exchanged, x.payout_id, o.ref as payout_ref, p.id as payment_id, p.number as payment_number,
      p.currency as payment_currency, c.id as customer_id, c.name as customer_name, r.id as refund_id, r.number as refund_number
    from processor_transactions t left join processor_fees f on f.transaction_id = t.id
    left join payout_parts x on x.transaction_id = t.id left join payouts o on o.id = x.payout_id
    left join payments p on p.processor_ref = t.intent_ref left join customers c on c.id = p.customer_id
    left join lateral (select n.id, n.number from refund_events e join refunds n on n.id = e.refund_id
      where t.kind in ('refund', 'refund_failure') and e.processor_ref = t.source_ref limit 1) r on true
    where ${where} order by t.happened_on, t.id`.execute(db as never);
  return rows.map(toMovement);
}

function toMovement(row: Told): Movement {
  return {
    ...{ id: row.id, ref: row.ref, kind: row.kind as MovementKind, kindTold: row.kind_told },
    ...{ amountMinor: row.amount_minor, feeMinor: row.fee_minor, netMinor: row.net_minor, costMinor: row.cost },
    ...{ currency: currency(row.currency), happenedOn: row.happened_on as PlainDate, description: row.description },
    sourceRef: row.source_ref,
    feeOn: row.fee_on as PlainDate | null,
    isExchanged: row.exchanged,
    payout: row.payout_id && row.payout_ref ? { id: row.payout_id, ref: row.payout_ref } : null,
    payment: row.payment_id
      ? {
          ...{ id: row.payment_id, number: row.payment_number!, currency: currency(row.payment_currency!) },
          ...{ customerId: row.customer_id!, customerName: row.customer_name! },
        }
      : null,
    refund: row.refund_id ? { id: row.refund_id, number: row.refund_number! } : null,
  };
}

/** What a payment meant at the processor: its charge, refunds and chargebacks, each with its fee and its payout. */
export const movementsOfPayment = (db: ReadDb, of: { readonly paymentId: string }): Promise<Movement[]> =>
  movements(db, sql`p.id = ${of.paymentId}`);

const QUESTIONS_MAX = 100;

/**
 * Movements for a person: of no payment of ours, of a kind we have no posting for, in another currency than their payment, or
 * with a fee that waits for an exchange rate. One that somebody looked into and closed is asked about no more but for its fee. The newest first, at most a hundred.
 */
export async function movementsForAPerson(db: ReadDb): Promise<readonly Movement[]> {
  const open = sql`t.id in (select q.id from processor_transactions q left join payments y on y.processor_ref = q.intent_ref
    where (not exists (select from movement_closings n where n.transaction_id = q.id) and (q.kind = 'other' or (q.kind not in ('payout', 'payout_failure', 'fee') and (y.id is null or (y.currency <> q.currency
        and not exists (select from processor_exchanges g where g.transaction_id = q.id))))))
      or (processor_cost(q) <> 0 and not exists (select from processor_fees g where g.transaction_id = q.id))
    order by q.happened_on desc, q.id desc limit ${QUESTIONS_MAX})`;
  return (await movements(db, open)).reverse();
}
