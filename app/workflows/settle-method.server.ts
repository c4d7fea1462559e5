import { parseId } from '#app/kernel/ids.ts';
import { ok } from '#app/kernel/result.ts';
import {
  keepMethod,
  type MethodTold,
  makeUnusable,
  noteDetached,
  renewMethod,
} from '#app/modules/payments/commands/keep-method.server.ts'; // prettier-ignore
import { endSetup } from '#app/modules/payments/commands/note-setup.server.ts';
import {
  getSetup,
  liveSetups,
  type MethodSetup,
  methodsToDetach,
  processorCustomer,
} from '#app/modules/payments/queries/method-setups.server.ts'; // prettier-ignore
import type { EventOutcome } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { StripeEvent } from '#app/platform/stripe/stripe-events.ts';
import type { KeptMethod } from '#app/platform/stripe/stripe-method-objects.ts';
import type { CheckoutSession } from '#app/platform/stripe/stripe-objects.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { SETUP_MARK } from './set-up-method.server.ts';

/** Events that speak of saved methods, besides those of a page on which one is added. */
export const ABOUT_METHODS = /^(setup_intent|payment_method)\./;
/** Those that may change what we keep. */
const METHOD_EVENTS = [
  'setup_intent.succeeded',
  'payment_method.automatically_updated',
  'payment_method.updated',
  'payment_method.detached',
];

type Processor = Pick<Outside, 'db' | 'stripe'>;
type Ended = { readonly outcome: EventOutcome; readonly note: string };
const DONE: Ended = { outcome: 'applied', note: '' };
const NOTHING: Ended = { outcome: 'nothing-to-do', note: '' };

/** A page on which a method is added was finished or closed: keeps what came of it. Throws when the processor is silent. */
export async function settleSetupSession(outside: Processor, session: CheckoutSession, moment: Moment): Promise<Ended> {
  const setup = await setupNamed(outside, session.metadata[SETUP_MARK]);
  if (!setup) return { outcome: 'nothing-to-do', note: 'It belongs to no setup of ours.' };
  return finish(outside, setup, session.id, moment);
}

/** An event about a method or its setup: asks how the object stands now and brings ours there. */
export async function settleMethodEvent(outside: Processor, event: StripeEvent, moment: Moment): Promise<Ended> {
  if (!METHOD_EVENTS.includes(event.type) || event.objectId === null) return NOTHING;
  if (event.type === 'setup_intent.succeeded') {
    const intent = await outside.stripe.retrieveSetupIntent(event.objectId);
    if (!intent.ok) return unanswered(intent.refusal.kind);
    const setup = await setupNamed(outside, intent.value.metadata[SETUP_MARK]);
    return setup?.sessionRef ? finish(outside, setup, setup.sessionRef, moment) : NOTHING;
  }
  const method = await outside.stripe.retrieveMethod(event.objectId);
  if (!method.ok) return unanswered(method.refusal.kind);
  const told = toldBy(method.value);
  const changed = await inTransaction(outside.db, async (tx) =>
    ok(
      method.value.customerId === null
        ? await makeUnusable(tx, { method: { processorRef: told.processorRef }, reason: GONE }, moment, true)
        : await renewMethod(tx, told, moment),
    ),
  );
  return changed.ok && changed.value ? DONE : NOTHING;
}

const GONE = 'It was removed at the payment service.';

function unanswered(kind: string): Ended {
  if (kind === 'invalid-request') return { outcome: 'nothing-to-do', note: 'The processor does not know it any more.' };
  throw new Error(`the processor gave no answer: ${kind}`);
}

async function setupNamed(outside: Processor, id: string | undefined): Promise<MethodSetup | null> {
  const setupId = parseId(id ?? '');
  return setupId === null ? null : getSetup(outside.db, setupId);
}

async function finish(outside: Processor, setup: MethodSetup, sessionRef: string, moment: Moment): Promise<Ended> {
  if (setup.state === 'saved') return NOTHING;
  const session = await outside.stripe.retrieveSession(sessionRef);
  if (!session.ok) return unanswered(session.refusal.kind);
  if (session.value.metadata[SETUP_MARK] !== setup.id)
    return { outcome: 'parked', note: 'Its page is another setup’s.' };
  if (session.value.status === 'expired') return endOne(outside, setup, moment);
  const { setupIntentId } = session.value;
  if (session.value.status !== 'complete' || setupIntentId === null) return NOTHING;
  const intent = await outside.stripe.retrieveSetupIntent(setupIntentId);
  if (!intent.ok) return unanswered(intent.refusal.kind);
  if (!intent.value.isDone || intent.value.methodId === null) return NOTHING;
  const method = await outside.stripe.retrieveMethod(intent.value.methodId);
  if (!method.ok) return unanswered(method.refusal.kind);
  const { customerId } = setup;
  const ours = await processorCustomer(outside.db, customerId);
  // Given up again meanwhile, or kept for somebody else: not ours to charge.
  if (ours === null || method.value.customerId !== ours)
    return { outcome: 'parked', note: `Method ${method.value.id} is not kept for the customer who added it.` };
  const told = toldBy(method.value);
  await inTransaction(outside.db, async (tx) =>
    ok(await keepMethod(tx, { setupId: setup.id, customerId, told }, moment)),
  );
  return DONE;
}

async function endOne(outside: Processor, setup: MethodSetup, moment: Moment): Promise<Ended> {
  await inTransaction(outside.db, async (tx) => ok(await endSetup(tx, setup.id, moment)));
  return DONE;
}

function toldBy(method: KeptMethod): MethodTold {
  const isCard = method.kind === 'card';
  return {
    ...{ processorRef: method.id, processorCustomerRef: method.customerId ?? '', processorKind: method.kind },
    kind: isCard ? 'card' : 'direct_debit',
    brand: isCard ? (method.brand ?? '') : method.kind.replace(/_debit$/, ''),
    ...{ last4: method.last4 ?? '', expMonth: method.expiryMonth, expYear: method.expiryYear },
  };
}

/** The job of a person who came back from the page: they need not wait for the event. */
export async function finishSetupById(outside: Processor, setupId: string): Promise<void> {
  const setup = await getSetup(outside.db, setupId);
  if (setup?.sessionRef) await finish(outside, setup, setup.sessionRef, await momentFor(outside));
}

/** Has the processor give up a removed method. */
async function detach(
  outside: Processor,
  due: { readonly methodId: string; readonly processorRef: string },
  moment: Moment,
): Promise<void> {
  const given = await outside.stripe.detachMethod(due.processorRef);
  // Refused: it was given up before, or the processor never had it.
  if (!given.ok && given.refusal.kind !== 'invalid-request')
    throw new Error(`the processor gave no answer: ${given.refusal.kind}`);
  await inTransaction(outside.db, async (tx) => ok(await noteDetached(tx, due.methodId, moment)));
}

/** After the page's own end; this much is for clocks that differ. */
const AFTER_EXPIRY_MS = 10 * 60_000;

/** The sweep's: setups nobody told us the end of, and removed methods once no removal can be taken back. */
export async function sweepMethods(outside: Processor, of: { before: Date }, moment: Moment): Promise<void> {
  for (const setup of await liveSetups(outside.db, of))
    await goOn('setup', setup.id, async () => {
      if (setup.sessionRef) await finish(outside, setup, setup.sessionRef, moment);
      else if (moment.now.getTime() > setup.expiresAt.getTime() + AFTER_EXPIRY_MS) await endOne(outside, setup, moment);
    });
  for (const due of await methodsToDetach(outside.db, { before: of.before }))
    await goOn('method', due.methodId, () => detach(outside, due, moment));
}

/** One that cannot be settled now must not keep the others waiting. */
async function goOn(what: string, id: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn(`a ${what} could not be settled`, { id, error: error instanceof Error ? error.message : String(error) });
  }
}
