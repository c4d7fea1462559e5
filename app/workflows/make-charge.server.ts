import { assert } from '#app/kernel/assert.ts';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { closeAttempt } from '#app/modules/payments/commands/close-attempt.server.ts';
import { noteAttemptCheckout } from '#app/modules/payments/commands/note-attempt-checkout.server.ts';
import { type ChargeRefs, chargeRefs } from '#app/modules/payments/queries/charge-to-make.server.ts';
import { chargeableItems } from '#app/modules/payments/queries/chargeable-items.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, Charged, FailureCode } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { PaymentIntent } from '#app/platform/stripe/stripe-objects.ts';
import type { StripeRefusal } from '#app/platform/stripe/stripe-refusals.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { afterFailure } from './after-charge.server.ts';
import { CHARGE_MARK, factsOf } from './checkout-facts.ts';
import { attemptTitle, type InTransaction } from './open-checkout.server.ts';
import { settleAttempt } from './settle-attempt.server.ts';
import type { Settle } from './settle-in-lots.server.ts';

/** `settle`: how what the processor answers is written, where many charges are made at once; alone without it. */
export type ChargePorts = { readonly stripe: StripeGateway; readonly settle?: Settle };

/** After so long no request of ours can still be on its way to the processor. */
const SURELY_ARRIVED_MS = 10 * 60_000;
/** Clocks differ: the processor's list is read from this long before the attempt. */
const MARGIN_MS = 60 * 60_000;

/**
 * Asks the processor to charge an automatic attempt and settles what it answers. The attempt's id is the key of the call: a
 * second call, in whatever worker, brings the first charge back. Whatever is not answered stays unknown, and then the
 * processor's own list is read before it is asked again. `isNew`: noted just now, so that no call can have gone out before.
 * Safe to call at any time; answers where the attempt stands.
 */
export async function makeCharge(
  ports: ChargePorts,
  run: InTransaction,
  of: { readonly attemptId: string; readonly isNew: boolean },
  moment: Moment,
): Promise<Charged> {
  const { attempt, refs } = await readCharge(run, of.attemptId);
  if (!refs || !mayBeAsked(attempt)) return chargedOf(attempt);
  if (of.isNew || (await goesOn(ports, run, { attempt, refs }, moment))) {
    const charged = await call(ports, run, { attempt, refs }, moment);
    if (charged) return charged;
  }
  return chargedOf((await readCharge(run, of.attemptId)).attempt);
}

const mayBeAsked = (attempt: Attempt): boolean => attempt.state === 'created' || attempt.state === 'unknown';

type Charge = { readonly attempt: Attempt; readonly refs: ChargeRefs };

async function readCharge(run: InTransaction, id: string): Promise<{ attempt: Attempt; refs: ChargeRefs | null }> {
  const read = await run(async (tx) => ok({ attempt: await getAttempt(tx, { id }), refs: await chargeRefs(tx, id) }));
  assert(read.ok && read.value.attempt, `attempt ${id} is gone`);
  return { attempt: read.value.attempt, refs: read.value.refs };
}

export function chargedOf({ id, state, failureCode }: Attempt): Charged {
  if (state === 'succeeded' || state === 'processing') return { attemptId: id, state, failure: null };
  if (state === 'failed' || state === 'expired') return { attemptId: id, state: 'failed', failure: failureCode };
  return { attemptId: id, state: 'unknown', failure: null };
}

/** An earlier call may have charged: the processor's list knows. Answers whether to call (again), with everything still owed. */
async function goesOn(ports: ChargePorts, run: InTransaction, charge: Charge, moment: Moment): Promise<boolean> {
  const { attempt, refs } = charge;
  const since = new Date(attempt.createdAt.getTime() - MARGIN_MS);
  const listed = await ports.stripe.listPaymentsOf({ customerId: refs.customerRef, since });
  if (!listed.ok) return false;
  const surelyArrived = moment.now.getTime() > attempt.createdAt.getTime() + SURELY_ARRIVED_MS;
  const found = listed.value.find((intent) => intent.metadata.attempt_id === attempt.id);
  if (found) {
    await settleFound(ports, run, { attempt, intentRef: found.id, surelyArrived }, moment);
    return false;
  }
  const isOver = moment.now.getTime() > attempt.expiresAt.getTime();
  if (!isOver && (await stillFits(run, attempt))) return true;
  // Its key is forgotten, or the money came another way. The list has nothing, and nothing of ours is under way any more.
  if (surelyArrived) await endCharge(run, attempt, isOver ? 'never-opened' : 'paid-meanwhile', moment);
  return false;
}

/** Asks again for the whole object: the list carries no charge. One that would wait for a person is closed. */
async function settleFound(
  ports: ChargePorts,
  run: InTransaction,
  of: { readonly attempt: Attempt; readonly intentRef: string; readonly surelyArrived: boolean },
  moment: Moment,
): Promise<void> {
  const intent = await ports.stripe.retrievePaymentIntent(of.intentRef);
  if (!intent.ok) return;
  const facts = factsOf(null, intent.value);
  if (facts.ok && facts.value.state === 'open' && of.surelyArrived) {
    const canceled = await ports.stripe.cancelPaymentIntent(of.intentRef);
    if (canceled.ok) await settleIntent(ports, run, { attempt: of.attempt, intent: canceled.value }, moment);
    return;
  }
  await settleIntent(ports, run, { attempt: of.attempt, intent: intent.value }, moment);
}

/** The sweep's: one whose payment is known to be processing. */
export async function askCharge(
  ports: ChargePorts,
  run: InTransaction,
  attempt: Attempt,
  moment: Moment,
): Promise<void> {
  if (attempt.intentRef === null)
    return void (await makeCharge(ports, run, { attemptId: attempt.id, isNew: false }, moment));
  await settleFound(ports, run, { attempt, intentRef: attempt.intentRef, surelyArrived: false }, moment);
}

async function stillFits(run: InTransaction, attempt: Attempt): Promise<boolean> {
  const left = await run(async (tx) => {
    await lockCustomers(tx, [attempt.customerId]);
    const { customerId, currency } = attempt;
    const itemIds = attempt.items.map((item) => item.itemId);
    return ok(await chargeableItems(tx, { customerId, currency, itemIds, exceptKinds: ['in_plan', 'in_flight'] }));
  });
  assert(left.ok, 'reading is not refused');
  return attempt.items.every(({ itemId, amountMinor }) =>
    left.value.some((item) => item.itemId === itemId && item.leftMinor >= amountMinor),
  );
}

/** Answers where the attempt stands where that is known without reading it again. */
async function call(
  ports: ChargePorts,
  run: InTransaction,
  { attempt, refs }: Charge,
  moment: Moment,
): Promise<Charged | null> {
  const made = await ports.stripe.createOffSessionPayment({
    idempotencyKey: attempt.id,
    ...{ amountMinor: attempt.amountMinor, currency: attempt.currency },
    ...{ customerId: refs.customerRef, methodId: refs.methodRef },
    description: attemptTitle(attempt),
    metadata: { attempt_id: attempt.id, customer_id: attempt.customerId, ...CHARGE_MARK },
  });
  if (made.ok) return settleIntent(ports, run, { attempt, intent: made.value }, moment);
  await onRefusal(ports, run, attempt, made.refusal, moment);
  return null;
}

async function onRefusal(
  ports: ChargePorts,
  run: InTransaction,
  attempt: Attempt,
  refusal: StripeRefusal,
  moment: Moment,
): Promise<void> {
  if (refusal.kind === 'declined') {
    const { paymentIntentId: intentRef } = refusal;
    if (intentRef === null) return endCharge(run, attempt, refusal.declineCode ?? refusal.code, moment);
    await noteUnknown(run, attempt, moment);
    return settleFound(ports, run, { attempt, intentRef, surelyArrived: false }, moment);
  }
  // A key of ours that is not let in says nothing about an earlier call; anything else the processor would have answered with
  // the charge the key has made, so there is none.
  const isSure = refusal.kind === 'invalid-request' && !UNHEARD.includes(refusal.code ?? '');
  if (!isSure) return noteUnknown(run, attempt, moment);
  log.warn('a charge was refused', { attemptId: attempt.id, param: refusal.param, message: refusal.message });
  await endCharge(run, attempt, refusal.param === 'payment_method' ? 'method-gone' : 'not-payable', moment);
}

const UNHEARD = ['not-authenticated', 'not-permitted'];

async function noteUnknown(run: InTransaction, attempt: Attempt, moment: Moment): Promise<void> {
  await run(async (tx) => ok(await noteAttemptCheckout(tx, attempt.id, { kind: 'unknown' }, moment)));
}

async function endCharge(run: InTransaction, attempt: Attempt, failure: FailureCode, moment: Moment): Promise<void> {
  const { id: attemptId, customerId } = attempt;
  await run(async (tx) => {
    const closed = await closeAttempt(tx, SYSTEM, { attemptId, customerId, state: 'failed', failure }, moment);
    if (closed) await afterFailure(tx, attempt, failure, moment);
    return ok();
  });
}

async function settleIntent(
  { settle }: ChargePorts,
  run: InTransaction,
  { attempt, intent }: { readonly attempt: Attempt; readonly intent: PaymentIntent },
  moment: Moment,
): Promise<Charged | null> {
  const facts = factsOf(null, intent);
  assert(facts.ok, `payment ${intent.id} is no payment`);
  const { id } = attempt;
  if (facts.value.state === 'open') await noteUnknown(run, attempt, moment);
  else {
    const settled = await (settle ? settle(id, facts.value) : run((tx) => settleAttempt(tx, id, facts.value, moment)));
    const isTaken = settled.ok && settled.value.changed && facts.value.state === 'paid';
    if (isTaken) return { attemptId: id, state: 'succeeded', failure: null };
    if (!settled.ok) {
      log.warn('a charge does not fit its attempt', { attemptId: id, note: settled.refusal.note });
      await noteUnknown(run, attempt, moment);
    }
  }
  return null;
}
