import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type LockedWriteOff = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly baseMinor: bigint;
  readonly account: '6100' | '1190';
  readonly effectiveOn: PlainDate;
  readonly unrecoveredMinor: bigint;
  /** Relief taken, less what recoveries gave back. */
  readonly relievedMinor: bigint;
  readonly reliefLeftMinor: bigint;
};

/** Locks the customer of a write-off, then reads what of it still stands. Minor units. */
export async function lockWriteOff(tx: Tx, writeOffId: string): Promise<LockedWriteOff | undefined> {
  const found = await tx.selectFrom('write_offs').select('customer_id').where('id', '=', writeOffId).executeTakeFirst();
  if (!found) return undefined;
  await lockCustomers(tx, [found.customer_id]);
  const { rows } = await sql<Row>`
    select w.id, w.number, w.customer_id, w.currency, w.amount_minor, w.base_minor, w.account_code, w.effective_on, s.unrecovered_minor, s.relieved_minor,
      tax_part(s.unrecovered_minor, w.amount_minor, w.tax_minor) - s.relieved_minor as relief_left_minor
    from write_offs w, written_off_standing(w.id) s where w.id = ${writeOffId}`.execute(tx);
  const row = rows[0]!;
  return {
    id: row.id,
    number: row.number,
    customerId: row.customer_id,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    baseMinor: row.base_minor,
    account: row.account_code,
    effectiveOn: row.effective_on,
    unrecoveredMinor: row.unrecovered_minor,
    relievedMinor: row.relieved_minor,
    reliefLeftMinor: row.relief_left_minor > 0n ? row.relief_left_minor : 0n,
  };
}

type Row = {
  id: string;
  number: string;
  customer_id: string;
  currency: string;
  amount_minor: bigint;
  base_minor: bigint;
  account_code: '6100' | '1190';
  effective_on: PlainDate;
  unrecovered_minor: bigint;
  relieved_minor: bigint;
  relief_left_minor: bigint;
};
