import { ok } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { moveSweepCursor } from '#app/modules/payments/commands/move-sweep-cursor.server.ts';
import { postProcessorExchanges } from '#app/modules/payments/commands/post-processor-exchanges.server.ts';
import { postProcessorFees } from '#app/modules/payments/commands/post-processor-fees.server.ts';
import { takeMovements } from '#app/modules/payments/commands/take-movements.server.ts';
import { sweepCursor } from '#app/modules/payments/queries/processor-events.server.ts';
import { chargebacksToAsk, payoutsToAsk } from '#app/modules/payments/queries/processor-money-to-ask.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import type { Outside } from './outside.server.ts';
import { settleChargeback } from './settle-chargeback.server.ts';
import { movementOf, settlePayout } from './settle-payout.server.ts';

const CURSOR = 'stripe-balance';
const HOUR_MS = 3_600_000;
/** Movements may be listed late and clocks differ: each look begins this far before the end of the last one. */
const MARGIN_MS = 24 * HOUR_MS;
/** The first look of a new system. */
const FIRST_LOOK_BACK_MS = 30 * 24 * HOUR_MS;
/** What has not been settled after this long is for a person: it stands on the page of payouts. */
const ASKED_FOR_MS = 14 * 24 * HOUR_MS;
const MOVEMENTS_PER_TRANSACTION = 500;
/** Each holds some ten thousand movements; a backlog beyond all of them goes on in the next sweep. */
const WINDOWS_MAX = 40;
/** A first look at a busy account goes on in the next sweep. */
const FEE_ROUNDS_MAX = 200;

type Processor = Pick<Outside, 'db' | 'stripe'>;

/**
 * Pulls the movements of our balance at the processor, posts their fees, and brings payouts and chargebacks that moved money
 * to where they stand. It trusts no event and needs none. Run with every sweep; changes nothing that is known already.
 */
export async function takeProcessorBalance(outside: Processor, moment: Moment): Promise<void> {
  const { timeZone } = await getCompany(outside.db);
  await takeNew(outside, timeZone, moment);
  await postCosts(outside);
  const since = new Date(moment.now.getTime() - ASKED_FOR_MS);
  for (const ref of await payoutsToAsk(outside.db, { since }))
    await goOn('payout', ref, () => settlePayout(outside, { ref, wasPaid: false }));
  for (const { disputeRef, attemptId } of await chargebacksToAsk(outside.db, { since }))
    await goOn('chargeback', disputeRef, () => pullChargeback(outside, { disputeRef, attemptId, timeZone }, moment));
}

async function takeNew(outside: Processor, timeZone: string, moment: Moment): Promise<void> {
  const last = await sweepCursor(outside.db, CURSOR);
  const since = new Date(last ? last.getTime() - MARGIN_MS : moment.now.getTime() - FIRST_LOOK_BACK_MS);
  let until: Date | undefined;
  for (let windowNumber = 0; windowNumber < WINDOWS_MAX; windowNumber += 1) {
    const page = await outside.stripe.listBalance({ since, ...(until ? { until } : {}) });
    if (!page.ok) throw new Error(`the processor's movements could not be listed: ${page.refusal.kind}`);
    const { rows, complete } = page.value;
    for (let from = 0; from < rows.length; from += MOVEMENTS_PER_TRANSACTION) {
      const chunk = rows.slice(from, from + MOVEMENTS_PER_TRANSACTION).map((row) => movementOf(row, timeZone));
      await inTransaction(outside.db, async (tx) => ok(await takeMovements(tx, chunk, moment)));
    }
    const oldest = rows[0];
    if (complete || !oldest) {
      await inTransaction(outside.db, async (tx) => ok(await moveSweepCursor(tx, { name: CURSOR, to: moment.now })));
      return;
    }
    // The second of the oldest may have been cut in two: it is read again.
    until = new Date(oldest.createdAt.getTime() + 1_000);
  }
}

/** Fees, and what was settled in another currency. */
async function postCosts(outside: Processor): Promise<void> {
  for (let round = 0; round < FEE_ROUNDS_MAX; round += 1) {
    const posted = await inTransaction(outside.db, async (tx) =>
      ok((await postProcessorFees(tx)) + (await postProcessorExchanges(tx))),
    );
    if (!posted.ok || posted.value === 0) return;
  }
}

type Pulled = { readonly disputeRef: string; readonly attemptId: string; readonly timeZone: string };

async function pullChargeback(outside: Processor, of: Pulled, moment: Moment): Promise<void> {
  const asked = await outside.stripe.retrieveDispute(of.disputeRef);
  if (!asked.ok) throw new Error(`the processor gave no answer: ${asked.refusal.kind}`);
  const dispute = asked.value;
  const { attemptId, timeZone } = of;
  const done = await inTransaction(outside.db, (tx) => settleChargeback(tx, { attemptId, dispute, timeZone }, moment));
  if (!done.ok) log.warn('a chargeback does not fit', { dispute: dispute.id, note: done.refusal.note });
}

/** One that cannot be settled now must not keep the others waiting: it is asked about again with the next sweep. */
async function goOn(what: string, ref: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn(`a ${what} could not be settled`, { ref, error: error instanceof Error ? error.message : String(error) });
  }
}
