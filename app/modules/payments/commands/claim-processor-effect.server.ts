import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type ProcessorEffect = 'succeeded' | 'processing' | 'failed' | 'reversed' | 'expired';
type Claim = { readonly objectRef: string; readonly attemptId: string };

/**
 * Claims the one time that an outside object may have this effect. Different events mean the same thing; whoever inserts
 * the row does the work, everybody else gets false. Rolls back with the transaction.
 */
export async function claimProcessorEffect(
  tx: Tx,
  { effect, ...claim }: Claim & { readonly effect: ProcessorEffect },
  moment: Moment,
): Promise<boolean> {
  return (await claimProcessorEffects(tx, effect, [claim], moment)).size === 1;
}

/** The same for several objects, each claimed for one attempt. Answers the attempts whose claim was the first. */
export async function claimProcessorEffects(
  tx: Tx,
  effect: ProcessorEffect,
  claims: readonly Claim[],
  moment: Moment,
): Promise<ReadonlySet<string>> {
  // In the order of the objects: two who claim the same ones wait for each other only one way.
  const { rows } = await sql<{ attempt_id: string }>`/*prepared*/
    insert into stripe_effects (object_ref, effect, attempt_id, happened_at)
    select c.object_ref, ${effect}::text, c.attempt_id, ${moment.now}::timestamptz
    from unnest(${claims.map(({ objectRef }) => objectRef)}::text[], ${claims.map(({ attemptId }) => attemptId)}::uuid[])
      as c (object_ref, attempt_id) order by c.object_ref, c.attempt_id
    on conflict (object_ref, effect) do nothing returning attempt_id`.execute(tx);
  return new Set(rows.map((row) => row.attempt_id));
}
