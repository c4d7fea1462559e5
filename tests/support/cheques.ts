import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { instantInZone } from '#app/kernel/zone-time.ts';
import { makeDeposit } from '#app/modules/instruments/commands/make-deposit.server.ts';
import { getInstrument } from '#app/modules/instruments/queries/get-instrument.server.ts';
import type { ChequeInput, Instrument } from '#app/modules/instruments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type ReceiveChequeInput, receiveCheque } from '#app/workflows/receive-cheque.server.ts';
import { CLERK, GBP, on } from './people.ts';

let counter = 0;

/** A moment on the clocks of London. */
export function at(date: string, time: string): Moment {
  const now = instantInZone(plainDate(date), time, 'Europe/London');
  if (!now.ok) throw new Error(`no time: ${time}`);
  return { now: now.value, today: plainDate(date) };
}

/** The company's bank account for pounds and dollars, without which nothing can be deposited. */
export async function setUpBank(owner: Db): Promise<void> {
  const account = { bank_name: 'Pennine Test Bank', account_name: 'Calder Test Ltd', account_number: '12345678' };
  await owner
    .insertInto('company_bank_accounts')
    .values(['GBP', 'USD', 'KWD'].map((currency) => ({ ...account, currency, routing: '10-20-30' })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What a cheque of a customer says, received at four in the afternoon and dated that day. */
export function aCheque(
  customerId: string,
  amountMinor: bigint,
  receivedOn: string,
  fields: Partial<ChequeInput> = {},
): ChequeInput {
  counter += 1;
  return {
    ...{ customerId, currency: GBP, amountMinor, chequeNo: String(100_000 + counter), bankName: 'First Test Bank' },
    ...{ drawerName: '', datedOn: plainDate(receivedOn), note: '' },
    ...{ receivedOn: plainDate(receivedOn), receivedAt: at(receivedOn, '16:00').now, ...fields },
  };
}

/** A command as a transaction of its own; throws with the refusal where it is refused. */
export async function done<Value>(db: Db, work: (tx: Tx) => Promise<Result<Value, unknown>>): Promise<Value> {
  const result = await inTransaction(db, work);
  if (!result.ok)
    throw new Error(`refused: ${JSON.stringify(result.refusal, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`);
  return result.value;
}

/** Receives a cheque the minute after it came, kept by the front desk. */
export const take = (db: Db, cheque: ChequeInput, rest: Partial<Omit<ReceiveChequeInput, 'cheque'>> = {}) =>
  done(db, (tx) =>
    receiveCheque(
      tx,
      CLERK,
      { cheque, custodian: { id: null, name: 'Front desk' }, apply: { kind: 'oldest-first' }, ...rest },
      at(cheque.receivedOn, '16:01'),
    ),
  );

/** Takes payments to the bank on a day. */
export const bank = (db: Db, paymentIds: readonly (string | null)[], day: string) =>
  done(db, (tx) =>
    makeDeposit(
      tx,
      CLERK,
      { paymentIds: paymentIds.flatMap((id) => (id ? [id] : [])), depositedOn: plainDate(day), slipRef: '' },
      on(day),
    ),
  );

export async function cheque(db: Db, instrumentId: string, today = '2026-12-31'): Promise<Instrument> {
  const found = await getInstrument(db, { instrumentId, today: plainDate(today) });
  if (!found) throw new Error(`no cheque ${instrumentId}`);
  return found;
}

/** What stands on an account of the ledger, minor units. */
export async function accountBalance(db: Db, code: string, currency = 'GBP'): Promise<bigint> {
  const row = await db
    .selectFrom('entry_lines')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<string>('amount_minor'), eb.lit(0)).as('minor'))
    .where('account_code', '=', code)
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow();
  return BigInt(row.minor);
}
