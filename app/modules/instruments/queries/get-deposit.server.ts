import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PaymentMethod } from '#app/modules/payments/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Deposit, DepositLine, DepositRow, InstrumentState, SlipAccount } from '../types.ts';

const DEPOSIT_PAGE_SIZE = 25;

type Counted = { cheques: string; waiting: string; cancelled: boolean };

const counted = {
  cheques: sql<string>`(select count(*) from deposit_lines d where d.batch_id = b.id and d.instrument_id is not null)`,
  waiting: sql<string>`(select count(*) from instrument_standing s where s.batch_id = b.id and s.state = 'banked')`,
  cancelled: sql<boolean>`exists (select 1 from deposit_cancellations x where x.batch_id = b.id)`,
};

/** Deposits, newest first, by keyset. */
export async function listDeposits(
  db: ReadDb,
  page: { readonly cursor?: { readonly on: PlainDate; readonly id: string; readonly direction: 'older' | 'newer' } },
): Promise<{ rows: DepositRow[]; hasOlder: boolean; hasNewer: boolean }> {
  const { cursor } = page;
  const newer = cursor?.direction === 'newer';
  const order = newer ? 'asc' : 'desc';
  const rows = await db
    .selectFrom('deposit_batches as b')
    .selectAll('b')
    .select([counted.cheques.as('cheques'), counted.waiting.as('waiting'), counted.cancelled.as('cancelled')])
    .$if(cursor !== undefined, (q) =>
      q.where(
        newer
          ? sql<boolean>`(b.deposited_on, b.id) > (${cursor!.on}, ${cursor!.id})`
          : sql<boolean>`(b.deposited_on, b.id) < (${cursor!.on}, ${cursor!.id})`,
      ),
    )
    .orderBy('b.deposited_on', order)
    .orderBy('b.id', order)
    .limit(DEPOSIT_PAGE_SIZE + 1)
    .execute();
  const more = rows.length > DEPOSIT_PAGE_SIZE;
  const shown = rows.slice(0, DEPOSIT_PAGE_SIZE).map(toRow);
  if (newer) shown.reverse();
  return { rows: shown, hasOlder: newer ? true : more, hasNewer: newer ? more : cursor !== undefined };
}

/** One deposit with its money, cheques first as they stand on the slip; null when there is none. */
export async function getDeposit(db: ReadDb, depositId: string): Promise<Deposit | null> {
  const row = await db
    .selectFrom('deposit_batches as b')
    .leftJoin('deposit_cancellations as x', 'x.batch_id', 'b.id')
    .selectAll('b')
    .select([counted.cheques.as('cheques'), counted.waiting.as('waiting'), counted.cancelled.as('cancelled')])
    .select(['x.effective_on as cancelled_on', 'x.reason as cancelled_because', 'x.made_by_name as cancelled_by'])
    .where('b.id', '=', depositId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...toRow(row),
    account: row.bank_account as SlipAccount,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    cancellation: row.cancelled_on
      ? {
          on: row.cancelled_on as PlainDate,
          reason: row.cancelled_because ?? '',
          byName: row.cancelled_by ?? '',
        }
      : null,
    lines: await linesOf(db, row.id),
  };
}

const toRow = (
  row: Counted & {
    id: string;
    number: string;
    currency: string;
    amount_minor: bigint;
    deposited_on: string;
    slip_ref: string;
  },
): DepositRow => ({
  id: row.id,
  number: row.number,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  depositedOn: row.deposited_on as PlainDate,
  slipRef: row.slip_ref,
  cheques: Number(row.cheques),
  waiting: Number(row.waiting),
  cancelled: row.cancelled,
});

async function linesOf(db: ReadDb, batchId: string): Promise<DepositLine[]> {
  const rows = await db
    .selectFrom('deposit_lines as d')
    .innerJoin('deposit_batches as b', 'b.id', 'd.batch_id')
    .innerJoin('payments as p', 'p.id', 'd.payment_id')
    .innerJoin('customers as c', 'c.id', 'd.customer_id')
    .leftJoin('instruments as i', 'i.id', 'd.instrument_id')
    .leftJoin('instrument_standing as s', (join) =>
      // Where a cheque stands belongs to this deposit only while it is its live one.
      join.onRef('s.instrument_id', '=', 'd.instrument_id').onRef('s.batch_id', '=', 'd.batch_id'),
    )
    .select(['d.payment_id', 'p.number as payment_number', 'p.method', 'p.received_on', 'd.instrument_id', 'i.number'])
    .select(['i.cheque_no', 'i.bank_name', 'i.drawer_name', 'd.customer_id', 'c.name as customer_name', 'b.currency'])
    .select(['d.amount_minor', 's.state', 's.ended_on'])
    .where('d.batch_id', '=', batchId)
    .orderBy('d.line_no')
    .execute();
  return rows.map((row) => ({
    paymentId: row.payment_id,
    paymentNumber: row.payment_number,
    method: row.method as PaymentMethod,
    instrumentId: row.instrument_id,
    instrumentNumber: row.number,
    chequeNo: row.cheque_no,
    bankName: row.bank_name,
    drawerName: row.drawer_name,
    customerId: row.customer_id,
    customerName: row.customer_name,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    receivedOn: row.received_on as PlainDate,
    state: row.state as InstrumentState | null,
    endedOn: row.ended_on as PlainDate | null,
  }));
}

/** The live deposit a payment is in; null while it is in hand, or is money of another kind. */
export async function depositOfPayment(db: ReadDb, paymentId: string): Promise<{ id: string; number: string } | null> {
  const row = await db
    .selectFrom('deposit_lines as d')
    .innerJoin('deposit_batches as b', 'b.id', 'd.batch_id')
    .leftJoin('deposit_cancellations as x', 'x.batch_id', 'b.id')
    .select(['b.id', 'b.number'])
    .where('d.payment_id', '=', paymentId)
    .where('x.batch_id', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}
