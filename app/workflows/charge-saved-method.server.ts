import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { type StartChargeInput, startCharge } from '#app/modules/payments/commands/start-charge.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, AttemptInTheWay, Charged, ChargeRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { askAttempt } from './ask-attempt.server.ts';
import { type ChargePorts as CallPorts, makeCharge } from './make-charge.server.ts';
import { type CheckoutPorts, cancelAttempt, type InTransaction } from './open-checkout.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { settleAttempt } from './settle-attempt.server.ts';

/** `once`: unique for the customer; `byId`: the rule, instalment or person that orders it; `ownHoldIds`: of its own plan. */
export type ChargeWish = StartChargeInput;
export type ChargePorts = CheckoutPorts & Pick<CallPorts, 'settle'>;

/** Pages that are closed for one charge at most; somebody who keeps opening new ones pays there. */
const PAGES_MAX = 20;

/**
 * Charges a saved method, worker only (`run`: the worker's transactions). Pages still open over the same items are closed at
 * the processor first; one that was paid meanwhile wins. Then the attempt is noted under the customer's lock, and the
 * processor is asked with the attempt's id as its key, so that no answer that gets lost can charge twice.
 */
export async function chargeSavedMethod(
  ports: ChargePorts,
  run: InTransaction,
  wish: ChargeWish,
  moment: Moment,
): Promise<Result<Charged, ChargeRefusal>> {
  for (let pages = 0; ; pages += 1) {
    const started = await run((tx) => startCharge(tx, actorOf(wish), wish, moment));
    if (started.ok) {
      const { attemptId, repeated } = started.value;
      return ok(await makeCharge(ports, run, { attemptId, isNew: !repeated }, moment));
    }
    const { refusal } = started;
    if (refusal.code !== 'payment-in-flight' || pages === PAGES_MAX) return started;
    const closed = await closePage(ports, run, refusal.inTheWay, moment);
    if (!closed.ok) return closed;
  }
}

const NAMES: Readonly<Record<ChargeWish['by'], string>> = {
  customer: SYSTEM.name,
  autopay: 'Autopay',
  plan: 'Payment plan',
};
const actorOf = ({ by }: ChargeWish): Actor => ({ ...SYSTEM, name: NAMES[by] });

/** Makes way: a page that is only open is closed at the processor, and what it may have taken until then is settled. */
async function closePage(
  ports: ChargePorts,
  run: InTransaction,
  inTheWay: AttemptInTheWay,
  moment: Moment,
): Promise<Result<void, ChargeRefusal>> {
  const attempt = inTheWay.attemptId === null ? null : await attemptNow(run, inTheWay.attemptId);
  if (!attempt || attempt.kind === 'automatic' || attempt.state === 'processing')
    return refuse({ code: 'payment-in-flight', inTheWay });
  const cancelled = await cancelAttempt(ports, run, { attempt, actor: SYSTEM, failure: 'superseded' }, moment);
  if (cancelled.ok) return ok();
  if (cancelled.refusal.code === 'unknown') return refuse({ code: 'processor-silent' });
  const after = await settleNow(ports, run, attempt, moment);
  if (after?.state === 'succeeded') return refuse({ code: 'paid-meanwhile', attemptId: attempt.id });
  if (after?.state === 'failed' || after?.state === 'expired') return ok();
  return after?.state === 'processing'
    ? refuse({ code: 'payment-in-flight', inTheWay: { ...inTheWay, state: 'processing', sessionUrl: null } })
    : refuse({ code: 'processor-silent' });
}

async function attemptNow(run: InTransaction, id: string): Promise<Attempt> {
  const read = await run(async (tx) => ok(await getAttempt(tx, { id })));
  assert(read.ok && read.value, `attempt ${id} is gone`);
  return read.value;
}

/** Null when the processor cannot be asked. */
async function settleNow(
  ports: ChargePorts,
  run: InTransaction,
  attempt: Attempt,
  moment: Moment,
): Promise<Attempt | null> {
  const facts = await askAttempt(ports, await attemptNow(run, attempt.id)).catch(() => null);
  if (!facts?.ok) return null;
  await run((tx) => settleAttempt(tx, attempt.id, facts.value, moment));
  return attemptNow(run, attempt.id);
}

/** The job a customer's request orders: their attempt is noted, the worker charges it. */
export async function chargeAsked(outside: Pick<Outside, 'db' | 'stripe'>, attemptId: string): Promise<void> {
  const attempt = await getAttempt(outside.db, { id: attemptId });
  if (attempt?.kind !== 'automatic') return;
  const run: InTransaction = (work) => inTransaction(outside.db, work);
  // A second run of the job cannot know whether the first one had called: then it asks before.
  await makeCharge(outside, run, { attemptId, isNew: false }, await momentFor(outside));
}
