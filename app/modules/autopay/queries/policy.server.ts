import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AutopayPolicy, AutopayPolicyVersion } from '../types.ts';

const VERSIONS_MAX = 100;
const POLICY = sql`from_on as "fromOn", notice_days as "noticeDays", retry_days as "retryDays", expiry_days as "expiryDays"`;

/** What holds on a day. There is one from the beginning of time, so its absence is a bug. */
export async function autopayPolicy(db: ReadDb, on: PlainDate): Promise<AutopayPolicy> {
  const { rows } = await sql<AutopayPolicy>`select ${POLICY} from autopay_policies
    where from_on <= ${on}::date order by from_on desc, id desc limit 1`.execute(db);
  assert(rows[0], 'autopay has no policy');
  return rows[0];
}

/** Every version, the newest day first; a hundred at most. The back office's alone. */
export async function listAutopayPolicies(db: ReadDb): Promise<AutopayPolicyVersion[]> {
  const { rows } =
    await sql<AutopayPolicyVersion>`select ${POLICY}, id, reason, made_by_name as "madeByName", made_at as "madeAt"
    from autopay_policies order by from_on desc, id desc limit ${VERSIONS_MAX}`.execute(db);
  return rows;
}
