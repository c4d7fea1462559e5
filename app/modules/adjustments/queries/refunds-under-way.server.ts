import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { lastStep } from './refund-rows.server.ts';

const ASKED_MAX = 500;

/**
 * Refunds by the original way that have not ended and took their last step before a moment: for the sweep, which asks the
 * processor about them. Those it has accepted can take days and are asked about only where `accepted` is wanted.
 */
export async function refundsUnderWay(
  db: ReadDb,
  of: { readonly before: Date; readonly accepted: boolean },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from refunds r
    where r.method = 'original' and ${lastStep} = any (${of.accepted ? ['approved', 'sent', 'accepted'] : ['approved', 'sent']}::text[])
      and not exists (select 1 from refund_events e where e.refund_id = r.id and e.happened_at >= ${of.before} and e.kind <> 'requested')
    order by r.id limit ${ASKED_MAX}`.execute(db);
  return rows.map((row) => row.id);
}
