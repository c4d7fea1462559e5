import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type LastAttempt = {
  readonly methodId: string;
  readonly amountMinor: bigint;
  readonly triedAt: Date;
  /** Why it did not work, in the customer's words; empty when nothing went wrong. */
  readonly failureText: string;
};

/** The last time a collection was put to the bank; null when it never was. */
export async function lastAttemptOfCharge(db: ReadDb, chargeId: string): Promise<LastAttempt | null> {
  const { rows } = await sql<LastAttempt>`
    select t.method_id as "methodId", t.amount_minor as "amountMinor", t.tried_at as "triedAt", a.failure_text as "failureText"
    from autopay_tries t join payment_attempts a on a.id = t.attempt_id
    where t.charge_id = ${chargeId}::uuid order by t.try_no desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** The try an attempt was made for, by the key both carry; null when autopay did not order it. */
export async function tryOfAttempt(
  db: ReadDb,
  attemptId: string,
): Promise<{ readonly chargeId: string; readonly tryNo: number } | null> {
  const { rows } = await sql<{ chargeId: string; tryNo: number }>`
    select t.charge_id as "chargeId", t.try_no as "tryNo" from payment_attempts a join autopay_tries t on t.once_key = a.once_key
    where a.id = ${attemptId}::uuid and a.requested_by_kind = 'autopay'`.execute(db);
  return rows[0] ?? null;
}
