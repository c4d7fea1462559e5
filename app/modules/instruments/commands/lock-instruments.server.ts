import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { InstrumentState, InstrumentStep, LockedInstrument, NotPossible, UnknownInstrument } from '../types.ts';

type Row = {
  instrument_id: string;
  customer_id: string;
  number: string;
  state: InstrumentState;
  due_on: PlainDate;
  payment_id: string | null;
  batch_id: string | null;
  banked_on: PlainDate | null;
  ended_on: PlainDate | null;
  since_on: PlainDate;
  possible: boolean;
};

/**
 * Locks cheques in id order and answers where they stand, if all of them may take the step; the table of steps is the
 * database's. Refuses with the first that may not. The lock is held to the end of the transaction.
 */
export async function lockForStep(
  tx: Tx,
  instrumentIds: readonly string[],
  step: InstrumentStep,
): Promise<Result<LockedInstrument[], NotPossible>> {
  const { rows } = await sql<Row>`
    select s.*, i.number, instrument_step(s.state, ${step}, i.dated_on > i.received_on) is not null as possible,
      coalesce(s.ended_on, s.banked_on, i.received_on) as since_on
    from lock_instruments(${[...instrumentIds]}::uuid[]) s join instruments i on i.id = s.instrument_id order by i.id`.execute(
    tx,
  );
  const stuck = rows.find((row) => !row.possible);
  if (stuck) return refuse({ code: 'not-possible', number: stuck.number, state: stuck.state, sinceOn: stuck.since_on });
  return ok(rows.map(toLocked));
}

/** The same for one cheque, whose customer is locked first. */
export async function lockOneForStep(
  tx: Tx,
  instrumentId: string,
  step: InstrumentStep,
): Promise<Result<LockedInstrument, NotPossible | UnknownInstrument>> {
  const known = await tx
    .selectFrom('instruments')
    .select('customer_id')
    .where('id', '=', instrumentId)
    .executeTakeFirst();
  if (!known) return refuse({ code: 'unknown-cheque' });
  await lockCustomers(tx, [known.customer_id]);
  const locked = await lockForStep(tx, [instrumentId], step);
  return locked.ok ? ok(locked.value[0]!) : locked;
}

const toLocked = (row: Row): LockedInstrument => ({
  id: row.instrument_id,
  customerId: row.customer_id,
  state: row.state,
  dueOn: row.due_on,
  paymentId: row.payment_id,
  batchId: row.batch_id,
  bankedOn: row.banked_on,
  endedOn: row.ended_on,
});
