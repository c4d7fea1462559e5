import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Instrument, InstrumentEvent, InstrumentState, InstrumentStep } from '../types.ts';
import { toInstrumentRow } from './list-instruments.server.ts';

/** One cheque with its story; null when there is none. */
export async function getInstrument(
  db: ReadDb,
  of: { readonly instrumentId: string; readonly today: PlainDate },
): Promise<Instrument | null> {
  const row = await db
    .selectFrom('instruments as i')
    .innerJoin('instrument_standing as s', 's.instrument_id', 'i.id')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .leftJoin('payments as p', 'p.id', 's.payment_id')
    .leftJoin('deposit_batches as b', 'b.id', 's.batch_id')
    .selectAll('i')
    .select(['c.name as customer_name', 'c.number as customer_number', 's.custodian_name', 's.due_on', 's.state'])
    .select(['s.banked_on', 's.ended_on', 's.followed_up_on', 's.payment_id', 's.batch_id'])
    .select(['p.number as payment_number', 'p.open_item_id', 'b.number as batch_number'])
    .where('i.id', '=', of.instrumentId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...toInstrumentRow(row, of.today),
    drawerName: row.drawer_name,
    receivedAt: row.received_at,
    note: row.note,
    payment: row.payment_id
      ? { id: row.payment_id, number: row.payment_number ?? '', openItemId: row.open_item_id ?? '' }
      : null,
    batch: row.batch_id ? { id: row.batch_id, number: row.batch_number ?? '' } : null,
    meantFor: await meantFor(db, row.id),
    events: await eventsOf(db, row.id),
  };
}

async function meantFor(db: ReadDb, instrumentId: string): Promise<Instrument['meantFor']> {
  const rows = await db
    .selectFrom('instrument_items as t')
    .innerJoin('open_items as o', 'o.id', 't.item_id')
    .leftJoin('invoices as v', 'v.open_item_id', 'o.id')
    .select(['t.item_id', 't.amount_minor', 'v.id as invoice_id', 'v.number'])
    .where('t.instrument_id', '=', instrumentId)
    .orderBy('o.due_on')
    .orderBy('v.number')
    .execute();
  return rows.map((row) => ({
    itemId: row.item_id,
    invoiceId: row.invoice_id,
    number: row.number ?? '',
    amountMinor: row.amount_minor,
  }));
}

async function eventsOf(db: ReadDb, instrumentId: string): Promise<InstrumentEvent[]> {
  const rows = await db
    .selectFrom('instrument_events as e')
    .leftJoin('deposit_batches as b', 'b.id', 'e.batch_id')
    .leftJoin('payments as p', 'p.id', 'e.payment_id')
    .leftJoin('invoices as v', 'v.id', 'e.debit_note_id')
    .selectAll('e')
    .select(['b.number as batch_number', 'p.number as payment_number', 'v.number as debit_note_number'])
    .where('e.instrument_id', '=', instrumentId)
    .orderBy('e.position', 'desc')
    .execute();
  const named = (id: string | null, number: string | null) => (id ? { id, number: number ?? '' } : null);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as InstrumentStep,
    on: row.effective_on as PlainDate,
    at: row.happened_at,
    byName: row.made_by_name,
    custodianName: row.custodian_name,
    dueOn: row.due_on as PlainDate | null,
    batch: named(row.batch_id, row.batch_number),
    payment: named(row.payment_id, row.payment_number),
    chargeMinor: row.charge_minor,
    debitNote: named(row.debit_note_id, row.debit_note_number),
    reason: row.reason,
  }));
}

/** The cheque that became a payment and where it stands; null for money of another kind. For the portal too. */
export async function chequeOfPayment(
  db: ReadDb,
  paymentId: string,
): Promise<{ id: string; number: string; chequeNo: string; state: InstrumentState } | null> {
  const row = await db
    .selectFrom('instrument_standing as s')
    .innerJoin('instruments as i', 'i.id', 's.instrument_id')
    .select(['i.id', 'i.number', 'i.cheque_no', 's.state'])
    .where('s.payment_id', '=', paymentId)
    .executeTakeFirst();
  return row ? { id: row.id, number: row.number, chequeNo: row.cheque_no, state: row.state as InstrumentState } : null;
}

/** Post-dated cheques a customer gave us, soonest first: what they already handed over and we have not banked. For the portal. */
export async function postDatedOf(
  db: ReadDb,
  customerId: string,
): Promise<
  {
    id: string;
    number: string;
    chequeNo: string;
    currency: ReturnType<typeof currency>;
    amountMinor: bigint;
    datedOn: PlainDate;
  }[]
> {
  const rows = await db
    .selectFrom('instrument_standing as s')
    .innerJoin('instruments as i', 'i.id', 's.instrument_id')
    .select(['i.id', 'i.number', 'i.cheque_no', 'i.currency', 'i.amount_minor', 'i.dated_on'])
    .where('s.customer_id', '=', customerId)
    .where('s.state', '=', 'post_dated')
    .orderBy('i.dated_on')
    .orderBy('i.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    chequeNo: row.cheque_no,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    datedOn: row.dated_on as PlainDate,
  }));
}
