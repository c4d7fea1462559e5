import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChequeInput, InstrumentState } from '../types.ts';

/** What was read off a cheque when it came, and where it stands; null when there is none. */
export async function chequeFacts(
  db: ReadDb,
  instrumentId: string,
): Promise<(ChequeInput & { readonly state: InstrumentState; readonly paymentId: string | null }) | null> {
  const row = await db
    .selectFrom('instruments as i')
    .innerJoin('instrument_standing as s', 's.instrument_id', 'i.id')
    .selectAll('i')
    .select(['s.state', 's.payment_id'])
    .where('i.id', '=', instrumentId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ customerId: row.customer_id, currency: currency(row.currency), amountMinor: row.amount_minor },
    ...{ chequeNo: row.cheque_no, bankName: row.bank_name, drawerName: row.drawer_name, note: row.note },
    ...{ state: row.state as InstrumentState, paymentId: row.payment_id },
    datedOn: row.dated_on as PlainDate,
    receivedOn: row.received_on as PlainDate,
    receivedAt: row.received_at,
  };
}
