import { sql } from 'kysely';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Seal } from '../types.ts';

export type Snapshot = { readonly id: string; readonly periodEndOn: PlainDate; readonly beforeXid: string };

/** A snapshot further back than this saves nothing: as much has moved since as there is. */
const SNAPSHOT_DAYS_MAX = 100;

/**
 * The newest snapshot that lies before a day and, where it is asked for, before a seal; undefined where none is near enough.
 * `withAccounts`: one that holds what stood on the accounts.
 */
export async function nearestSnapshot(
  db: ReadDb,
  { asOf, knownAt, withAccounts = false }: { asOf: PlainDate; knownAt?: Seal | undefined; withAccounts?: boolean },
): Promise<Snapshot | undefined> {
  const { rows } = await sql<{ id: string; period_end_on: string; before_xid: string }>`
    select id, period_end_on, before_xid::text from snapshots
    where period_end_on <= ${asOf} and period_end_on >= ${addDays(asOf, -SNAPSHOT_DAYS_MAX)}
      ${knownAt ? sql`and before_xid <= ${knownAt.beforeXid}::xid8` : sql``} ${withAccounts ? sql`and has_accounts` : sql``}
    order by period_end_on desc, id desc limit 1`.execute(db as never);
  const row = rows[0];
  return row && { id: row.id, periodEndOn: row.period_end_on as PlainDate, beforeXid: row.before_xid };
}
