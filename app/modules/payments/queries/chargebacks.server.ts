import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChargebackState } from '../types.ts';

/** A chargeback as the processor tells it now. */
export type ChargebackInput = {
  readonly disputeRef: string;
  readonly paymentId: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly state: ChargebackState;
  readonly openedOn: PlainDate;
};

/** A chargeback with how its money moved, withdrawn before reinstated. Minor units of the payment's currency. */
export type Chargeback = Omit<ChargebackInput, 'paymentId'> & {
  readonly id: string;
  readonly payment: { readonly id: string; readonly number: string };
  readonly customerName: string;
  /** Less than the payment was contested. */
  readonly isPart: boolean;
  /** What such a part still leaves owing. */
  readonly owedMinor: bigint;
  readonly steps: readonly {
    readonly kind: 'withdrawn' | 'reinstated';
    readonly amountMinor: bigint;
    readonly happenedOn: PlainDate;
    /** The payment as which the money came back. */
    readonly payment: { readonly id: string; readonly number: string } | null;
  }[];
};

type Row = {
  id: string;
  dispute_ref: string;
  currency: string;
  amount_minor: bigint;
  reason: string;
  state: string;
  opened_on: PlainDate;
  payment_id: string;
  payment_number: string;
  customer_id: string;
  customer_name: string;
  is_part: boolean;
  owed: bigint;
  steps: {
    kind: 'withdrawn' | 'reinstated';
    amount: string;
    on: PlainDate;
    id: string | null;
    number: string | null;
  }[];
};

const STANDING_MAX = 100;

/** Chargebacks of one payment, the oldest first. */
export const chargebacksOf = (db: ReadDb, of: { readonly paymentId: string }): Promise<Chargeback[]> =>
  read(db, sql`c.payment_id = ${of.paymentId}`);

/** Chargebacks nobody has decided yet, and those of a part that is still owed: work for a person. At most a hundred. */
export async function standingChargebacks(db: ReadDb): Promise<Chargeback[]> {
  return read(
    db,
    sql`c.id in (select k.id from chargebacks k left join chargeback_steps s on s.chargeback_id = k.id
    left join open_items i on i.id = s.debit_item_id where k.state in ('inquiry', 'open') or i.residual_minor > 0
    order by k.opened_on, k.id limit ${STANDING_MAX})`,
  );
}

async function read(db: ReadDb, where: ReturnType<typeof sql>): Promise<Chargeback[]> {
  const { rows } = await sql<Row>`
    select c.id, c.dispute_ref, c.currency, c.amount_minor, c.reason, c.state, c.opened_on, p.id as payment_id, p.number as payment_number,
      u.id as customer_id, u.name as customer_name, c.amount_minor < p.amount_minor as is_part,
      coalesce((select sum(i.residual_minor) from chargeback_steps s join open_items i on i.id = s.debit_item_id where s.chargeback_id = c.id), 0)::bigint as owed,
      coalesce((select json_agg(json_build_object('kind', s.kind, 'amount', s.amount_minor::text, 'on', s.happened_on, 'id', b.id, 'number', b.number)
          order by s.kind desc) from chargeback_steps s left join payments b on b.id = s.payment_id where s.chargeback_id = c.id), '[]') as steps
    from chargebacks c join payments p on p.id = c.payment_id join customers u on u.id = c.customer_id
    where ${where} order by c.opened_on, c.id`.execute(db as never);
  return rows.map((row) => ({
    ...{ id: row.id, disputeRef: row.dispute_ref, currency: currency(row.currency), amountMinor: row.amount_minor },
    ...{ reason: row.reason, state: row.state as ChargebackState, openedOn: row.opened_on },
    ...{ payment: { id: row.payment_id, number: row.payment_number }, isPart: row.is_part, owedMinor: row.owed },
    ...{ customerId: row.customer_id, customerName: row.customer_name },
    steps: row.steps.map((step) => ({
      ...{ kind: step.kind, amountMinor: BigInt(step.amount), happenedOn: step.on },
      payment: step.id && step.number ? { id: step.id, number: step.number } : null,
    })),
  }));
}
