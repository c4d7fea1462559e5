import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const ASKED_MAX = 200;

/**
 * Payouts the processor has to be asked about: on their way, told of by a movement and not known yet, come back without our
 * having noticed, or without their parts. What was last heard of before `since` is left alone.
 */
export async function payoutsToAsk(db: ReadDb, { since }: { readonly since: Date }): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`
    select p.ref from payouts p where p.state in ('pending', 'in_transit') or (p.automatic and p.parts_taken_at is null and p.changed_at > ${since})
    union
    select t.source_ref from processor_transactions t left join payouts p on p.ref = t.source_ref
    where t.kind in ('payout', 'payout_failure') and t.source_ref is not null
      and (p.id is null or (t.kind = 'payout_failure' and p.state not in ('failed', 'canceled')))
    limit ${ASKED_MAX}`.execute(db as never);
  return rows.map((row) => row.ref);
}

export type ChargebackToAsk = { readonly disputeRef: string; readonly attemptId: string };

/** Chargebacks whose money moved at the processor since then and not in our books, of payments that are here. */
export async function chargebacksToAsk(db: ReadDb, { since }: { readonly since: Date }): Promise<ChargebackToAsk[]> {
  const { rows } = await sql<{ source_ref: string; id: string }>`
    select distinct t.source_ref, a.id from processor_transactions t
    join payment_attempts a on a.intent_ref = t.intent_ref and a.payment_id is not null
    where t.kind in ('chargeback', 'chargeback_won') and t.taken_at > ${since} and t.source_ref is not null
      and not exists (select from chargebacks c join chargeback_steps s on s.chargeback_id = c.id
        where c.dispute_ref = t.source_ref and s.kind = case t.kind when 'chargeback' then 'withdrawn' else 'reinstated' end)
    limit ${ASKED_MAX}`.execute(db as never);
  return rows.map((row) => ({ disputeRef: row.source_ref, attemptId: row.id }));
}
