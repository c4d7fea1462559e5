import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChequeInput } from '../types.ts';

/**
 * A cheque received before that looks like this one: same bank, number and amount, whoever brought it and whatever became of
 * it. Spaces, case and leading noughts do not make it another. A suspicion, not a verdict: a returned one may come again.
 */
export async function twinOfCheque(
  db: ReadDb,
  cheque: Pick<ChequeInput, 'bankName' | 'chequeNo' | 'amountMinor' | 'currency'>,
): Promise<{ number: string; receivedOn: PlainDate } | null> {
  const { rows } = await sql<{ number: string; received_on: PlainDate }>`
    select number, received_on from instruments
    where amount_minor = ${cheque.amountMinor.toString()}::bigint and currency = ${cheque.currency}
      and ltrim(lower(regexp_replace(cheque_no, '\\s', '', 'g')), '0') = ltrim(lower(regexp_replace(${cheque.chequeNo}, '\\s', '', 'g')), '0')
      and lower(regexp_replace(bank_name, '\\s+', ' ', 'g')) = lower(regexp_replace(${cheque.bankName}, '\\s+', ' ', 'g'))
    order by received_on desc, id desc limit 1`.execute(db as never);
  const twin = rows[0];
  return twin ? { number: twin.number, receivedOn: twin.received_on } : null;
}
