import { assert } from '#app/kernel/assert.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { keepPayoutParts } from '#app/modules/payments/commands/keep-payout-parts.server.ts';
import { notePayout } from '#app/modules/payments/commands/note-payout.server.ts';
import { postPayout } from '#app/modules/payments/commands/post-payout.server.ts';
import { postProcessorFees } from '#app/modules/payments/commands/post-processor-fees.server.ts';
import { takeMovements } from '#app/modules/payments/commands/take-movements.server.ts';
import type { MovementInput } from '#app/modules/payments/queries/get-payout.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { GBP } from './people.ts';

/**
 * A payout that arrived, made by the commands the worker uses: two payments less their fees and a refund, of which the first
 * is of a payment here where the processor's name of one is given, and one movement that nobody knows.
 */
export async function aMadePayout(db: Db, moment: Moment, of: { intentRef: string | null } = { intentRef: null }) {
  const mark = Math.random().toString(36).slice(2, 10);
  const ref = `po_made_${mark}`;
  const happenedOn = addDays(moment.today, -1);
  const movement = (name: string, told: Partial<MovementInput>): MovementInput => ({
    ...{ ref: `txn_made_${name}_${mark}`, kindTold: name, currency: GBP, amountMinor: 0n, feeMinor: 0n },
    ...{ sourceRef: null, intentRef: null, happenedOn, availableOn: moment.today, description: '', ...told },
  });
  const rows = [
    movement('charge', { amountMinor: 50_000n, feeMinor: 1_480n, intentRef: of.intentRef }),
    movement('refund', { amountMinor: -5_000n }),
    movement('fee', { amountMinor: -120n }),
    movement('connect_collection_transfer', { amountMinor: 300n }),
  ];
  const out = movement('payout', { amountMinor: -43_700n, sourceRef: ref });
  const done = await inTransaction(db, async (tx) => {
    await takeMovements(tx, [...rows, out], moment);
    await postProcessorFees(tx);
    const told = { ref, currency: GBP, amountMinor: 43_700n, state: 'paid' as const, automatic: true };
    const days = { createdOn: happenedOn, arrivesOn: moment.today };
    const payoutId = await notePayout(tx, { ...told, ...days, bankReference: 'STRIPE 4410', failureText: '' }, moment);
    const refs = rows.map((row) => row.ref);
    assert(await keepPayoutParts(tx, { payoutId, refs }, moment), 'the parts come to it');
    await postPayout(tx, SYSTEM, { payoutId, wasPaid: true, returnedOn: null }, moment);
    return ok(payoutId);
  });
  assert(done.ok, 'a payout was made');
  return done.value;
}
