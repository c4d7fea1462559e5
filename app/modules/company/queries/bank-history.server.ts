import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankAccount } from '../types.ts';

export type BankVersion = BankAccount & {
  readonly id: string;
  readonly fromOn: PlainDate;
  /** The request it rests on: who asked and who approved stand there. */
  readonly approvalId: string;
};

const SHOWN_MAX = 100;

/** The approved changes of our own accounts, those of a day to come among them, the newest day first; a hundred at most. */
export async function bankHistory(db: ReadDb): Promise<BankVersion[]> {
  const { rows } = await sql<BankVersion>`
    select v.id, v.currency, v.bank_name as "bankName", v.account_name as "accountName", v.account_number as "accountNumber", v.routing,
      coalesce(v.from_on, company_day(v.made_at)) as "fromOn", v.approval_id as "approvalId"
    from company_bank_versions v order by coalesce(v.from_on, company_day(v.made_at)) desc, v.id desc limit ${SHOWN_MAX}`.execute(
    db,
  );
  return rows;
}
