import { ok, type Result } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const DAY_MS = 24 * 3_600_000;
const LINKS_KEPT_MS = 30 * DAY_MS;
const ATTEMPTS_KEPT_MS = DAY_MS;

/** For the nightly job: forgets ended sessions, old sign-in requests (they hold addresses) and counters of past windows. */
export async function sweepSignIns(tx: Tx, { now }: Moment): Promise<Result<undefined, never>> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  await tx.deleteFrom('sign_in_links').where('created_at', '<', before(LINKS_KEPT_MS)).execute();
  await tx.deleteFrom('rate_limits').where('window_started_at', '<', before(ATTEMPTS_KEPT_MS)).execute();
  return ok();
}
