import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { MovementInput } from '../queries/get-payout.server.ts';
import { movementKind } from '../rules/movement-kind.ts';

/**
 * Takes in movements of our balance at the processor, each once by its reference, whatever the order. Answers how many were
 * new. Serialises with everybody who posts the processor's money, until commit.
 */
export async function takeMovements(tx: Tx, movements: readonly MovementInput[], moment: Moment): Promise<number> {
  if (movements.length === 0) return 0;
  await lockProcessorMoney(tx);
  const taken = await tx
    .insertInto('processor_transactions')
    .values(
      movements.map((row) => ({
        ...{ ref: row.ref, kind: movementKind(row.kindTold), kind_told: row.kindTold, currency: row.currency },
        ...{ amount_minor: row.amountMinor, fee_minor: row.feeMinor, net_minor: row.amountMinor - row.feeMinor },
        ...{ source_ref: row.sourceRef, intent_ref: row.intentRef, description: row.description },
        ...{ happened_on: row.happenedOn, available_on: row.availableOn, taken_at: moment.now },
      })),
    )
    .onConflict((conflict) => conflict.column('ref').doNothing())
    .returning('id')
    .execute();
  return taken.length;
}

const LOCK = 1_030;

/** One at a time posts fees and payouts, so that each finds what the one before it did. Nobody else waits for it. */
export const lockProcessorMoney = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${LOCK}::int, 0)`.execute(tx);
