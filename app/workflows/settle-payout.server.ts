import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { keepPayoutParts } from '#app/modules/payments/commands/keep-payout-parts.server.ts';
import { notePayout } from '#app/modules/payments/commands/note-payout.server.ts';
import { postPayout } from '#app/modules/payments/commands/post-payout.server.ts';
import { postProcessorExchanges } from '#app/modules/payments/commands/post-processor-exchanges.server.ts';
import { postProcessorFees } from '#app/modules/payments/commands/post-processor-fees.server.ts';
import { takeMovements } from '#app/modules/payments/commands/take-movements.server.ts';
import type { MovementInput } from '#app/modules/payments/queries/get-payout.server.ts';
import type { PayoutInput } from '#app/modules/payments/queries/list-payouts.server.ts';
import { PAYOUT_STATES, type PayoutState } from '#app/modules/payments/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { BalanceRow, Payout } from '#app/platform/stripe/stripe-balance-objects.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import type { Outside } from './outside.server.ts';

type Processor = Pick<Outside, 'db' | 'stripe'>;
const RETURNED = 'payout_reversal';

/**
 * Brings a payout to where the processor says it stands: takes in the movements it carries, with their fees, keeps them as its
 * parts, and posts it once it was paid, or takes that back once the bank returned it. Any number and order of calls leads
 * to the same end. Answers false when the processor does not know it. Throws when it cannot be reached.
 */
export async function settlePayout(
  outside: Processor,
  of: { readonly ref: string; readonly wasPaid: boolean },
): Promise<boolean> {
  const { timeZone } = await getCompany(outside.db);
  const asked = await outside.stripe.retrievePayout(of.ref);
  if (!asked.ok) {
    if (asked.refusal.kind === 'invalid-request') return false;
    throw new Error(`the processor gave no answer: ${asked.refusal.kind}`);
  }
  const payout = asked.value;
  // One asked for by hand takes from the balance as it is: the processor names no parts of it.
  const rows = payout.automatic ? await partsOf(outside, payout) : [];
  const parts = rows.filter((row) => row.sourceId !== payout.id);
  const back = rows.find((row) => row.sourceId === payout.id && row.category === RETURNED);
  const moment = momentIn(timeZone);
  await inTransaction(outside.db, async (tx) => {
    await takeMovements(
      tx,
      rows.map((row) => movementOf(row, timeZone)),
      moment,
    );
    await postProcessorFees(tx);
    await postProcessorExchanges(tx);
    const payoutId = await notePayout(tx, payoutOf(payout, timeZone), moment);
    const refs = parts.map((row) => row.id);
    if (payout.automatic && !(await keepPayoutParts(tx, { payoutId, refs }, moment)))
      log.warn('the parts of a payout do not come to it', { payout: payout.id });
    const returnedOn = back ? dateInZone(back.createdAt, timeZone) : null;
    await postPayout(tx, SYSTEM, { payoutId, wasPaid: of.wasPaid, returnedOn }, moment);
    return ok();
  });
  return true;
}

async function partsOf({ stripe }: Processor, payout: Payout): Promise<readonly BalanceRow[]> {
  const listed = await stripe.listBalance({ payoutId: payout.id });
  if (!listed.ok) throw new Error(`the parts of a payout could not be listed: ${listed.refusal.kind}`);
  return listed.value.complete ? listed.value.rows : [];
}

/** A movement as the books take it in; its day is the company's. */
export const movementOf = (row: BalanceRow, timeZone: string): MovementInput => ({
  ...{ ref: row.id, kindTold: row.category, currency: row.currency, description: row.description.slice(0, 500) },
  ...{ amountMinor: row.amountMinor, feeMinor: row.feeMinor, sourceRef: row.sourceId, intentRef: row.paymentIntentId },
  happenedOn: dateInZone(row.createdAt, timeZone),
  availableOn: dateInZone(row.availableAt, timeZone),
});

const payoutOf = (payout: Payout, timeZone: string): PayoutInput => ({
  ...{ ref: payout.id, currency: payout.currency, amountMinor: payout.amountMinor, automatic: payout.automatic },
  state: PAYOUT_STATES.find((state) => state === payout.status) ?? ('in_transit' satisfies PayoutState),
  createdOn: dateInZone(payout.createdAt, timeZone),
  // The bank's day: the processor tells it as midnight UTC.
  arrivesOn: payout.arrivesAt.toISOString().slice(0, 10) as PlainDate,
  ...{ bankReference: payout.bankReference.slice(0, 200), failureText: payout.failure.slice(0, 500) },
});
