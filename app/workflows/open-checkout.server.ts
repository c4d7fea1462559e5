import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { closeAttempt } from '#app/modules/payments/commands/close-attempt.server.ts';
import { noteAttemptCheckout } from '#app/modules/payments/commands/note-attempt-checkout.server.ts';
import type { Attempt, FailureCode } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { CheckoutSession } from '#app/platform/stripe/stripe-objects.ts';

/** Runs work in a transaction: a route hands in the portal's (in its scope), the sweep the worker's. */
export type InTransaction = <Value, Refusal>(
  work: (tx: Tx) => Promise<Result<Value, Refusal>>,
) => Promise<Result<Value, Refusal>>;

export type CheckoutPorts = { readonly stripe: StripeGateway; readonly baseUrl: string };

/**
 * Why there is no page to pay on. `unknown`: no answer; say "we are checking, do not pay again"; calling again is safe and
 * asks for the same page. `busy`: the processor asks to wait a moment; calling again is safe. `not-payable`: it cannot take
 * this amount; the attempt is closed and its items are free. `decided`: paid, failed or cancelled meanwhile.
 */
export type OpenCheckoutRefusal =
  | { readonly code: 'unknown' }
  | { readonly code: 'busy' }
  | { readonly code: 'not-payable' }
  | { readonly code: 'decided' };

/** Where the customer comes back to: under a scoped link its own address, else the signed-in page. From the site's root. */
export const attemptPath = (attemptId: string, linkPath?: string): string =>
  `${linkPath ?? ''}/pay/attempts/${attemptId}`;

/**
 * Asks the processor for the page on which an attempt is paid, outside any transaction, and writes down what came of it.
 * The same attempt always asks for the same page (idempotency key: the attempt's id), so a second click, a lost answer
 * or a restart can never make two.
 */
export async function openCheckout(
  ports: CheckoutPorts,
  run: InTransaction,
  of: { readonly attempt: Attempt; readonly linkPath?: string },
  moment: Moment,
): Promise<Result<{ url: string }, OpenCheckoutRefusal>> {
  const { attempt } = of;
  if (attempt.state === 'open' && attempt.sessionUrl) return ok({ url: attempt.sessionUrl });
  if (attempt.kind === 'automatic' || (attempt.state !== 'created' && attempt.state !== 'unknown'))
    return refuse({ code: 'decided' });
  const made = await ports.stripe.createCheckoutSession(wishOf(ports.baseUrl, of));
  if (!made.ok) return onRefusal(run, attempt, made.refusal.kind, moment);
  await noteOpen(run, attempt.id, made.value, moment);
  return made.value.url === null ? refuse({ code: 'decided' }) : ok({ url: made.value.url });
}

/** Every word of it comes from what the attempt holds for good: a repeated call must carry the same body. */
function wishOf(baseUrl: string, { attempt, linkPath }: { attempt: Attempt; linkPath?: string }) {
  const back = `${baseUrl}${attemptPath(attempt.id, linkPath)}`;
  return {
    idempotencyKey: attempt.id,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    description: attemptTitle(attempt),
    reference: attempt.id,
    ...(attempt.notifyEmail ? { customerEmail: attempt.notifyEmail } : {}),
    successUrl: back,
    cancelUrl: `${back}?left=1`,
    expiresAt: attempt.expiresAt,
    metadata: { attempt_id: attempt.id, customer_id: attempt.customerId },
    locale: 'auto',
    ...(attempt.payWith ? { payWith: attempt.payWith } : {}),
  };
}

const NUMBERS_SHOWN = 5;

/** What the payer reads beside the amount: the first numbers. */
export function attemptTitle(attempt: Attempt): string {
  const numbers = attempt.items.map((item) => item.number).filter((number) => number !== '');
  if (numbers.length === 0) return 'Payment on account';
  const shown = numbers.slice(0, NUMBERS_SHOWN).join(', ');
  return numbers.length > NUMBERS_SHOWN ? `${shown} and ${numbers.length - NUMBERS_SHOWN} more` : shown;
}

async function noteOpen(
  run: InTransaction,
  attemptId: string,
  session: CheckoutSession,
  moment: Moment,
): Promise<void> {
  const checkout = { kind: 'open' as const, sessionRef: session.id, sessionUrl: session.url, failure: null };
  await run(async (tx) => ok(await noteAttemptCheckout(tx, attemptId, checkout, moment)));
}

/** The portal's audit takes customers and link holders only; the attempt knows which of them asked. */
const onBehalfOf = (attempt: Attempt): Actor => ({
  kind: attempt.requestedByKind === 'link' ? 'link' : 'customer',
  id: null,
  name: attempt.requestedByName,
  requestId: null,
});

async function onRefusal(
  run: InTransaction,
  attempt: Attempt,
  kind: string,
  moment: Moment,
): Promise<Result<never, OpenCheckoutRefusal>> {
  if (kind === 'rate-limited') return refuse({ code: 'busy' });
  if (kind === 'unreachable' || kind === 'conflict') {
    await run(async (tx) => ok(await noteAttemptCheckout(tx, attempt.id, { kind: 'unknown' }, moment)));
    return refuse({ code: 'unknown' });
  }
  // Refused as such: a repeated key would have answered with its page, so none was ever made.
  await close(
    run,
    attempt,
    {
      actor: onBehalfOf(attempt),
      state: 'failed',
      failure: attempt.state === 'created' ? 'not-payable' : 'never-opened',
    },
    moment,
  );
  return refuse({ code: 'not-payable' });
}

async function close(
  run: InTransaction,
  attempt: Attempt,
  how: { readonly actor: Actor; readonly state: 'failed' | 'expired'; readonly failure: FailureCode },
  moment: Moment,
): Promise<void> {
  const { actor, ...rest } = how;
  await run(async (tx) =>
    ok(await closeAttempt(tx, actor, { attemptId: attempt.id, customerId: attempt.customerId, ...rest }, moment)),
  );
}

/** `too-late`: paid or processing already; the page says so soon. `unknown`: no answer; nothing was freed, try again. */
export type CancelRefusal = { readonly code: 'too-late' } | { readonly code: 'unknown' };

/**
 * Cancels an attempt: closes its page at the processor first, and only then frees its items, so that nobody can still pay
 * on a page while the items are paid elsewhere. An attempt without a page (its answer was lost) gets it first.
 */
export async function cancelAttempt(
  ports: CheckoutPorts,
  run: InTransaction,
  of: {
    readonly attempt: Attempt;
    readonly actor: Actor;
    readonly linkPath?: string;
    /** Why, when it is not the customer's own wish. */
    readonly failure?: FailureCode;
  },
  moment: Moment,
): Promise<Result<void, CancelRefusal>> {
  const { attempt, actor, failure = 'cancelled' } = of;
  if (attempt.state === 'failed' || attempt.state === 'expired') return ok();
  if (attempt.kind === 'automatic' || attempt.state === 'processing' || attempt.state === 'succeeded')
    return refuse({ code: 'too-late' });
  const sessionRef = attempt.sessionRef ?? (await pageOf(ports, run, of, moment));
  if (sessionRef === 'none') return ok();
  if (sessionRef === null) return refuse({ code: 'unknown' });
  const expired = await ports.stripe.expireSession(sessionRef);
  if (!expired.ok && !(await isExpired(ports, sessionRef, expired.refusal.kind))) {
    return refuse({ code: expired.refusal.kind === 'invalid-request' ? 'too-late' : 'unknown' });
  }
  await close(run, attempt, { actor, state: 'expired', failure }, moment);
  return ok();
}

/** The page of an attempt that has none written down; 'none' when it cannot have one (the attempt is closed then). */
async function pageOf(
  ports: CheckoutPorts,
  run: InTransaction,
  of: { readonly attempt: Attempt; readonly linkPath?: string },
  moment: Moment,
): Promise<string | null> {
  const made = await ports.stripe.createCheckoutSession(wishOf(ports.baseUrl, of));
  if (made.ok) return made.value.id;
  const refused = await onRefusal(run, of.attempt, made.refusal.kind, moment);
  return !refused.ok && refused.refusal.code === 'not-payable' ? 'none' : null;
}

async function isExpired(ports: CheckoutPorts, sessionRef: string, kind: string): Promise<boolean> {
  if (kind !== 'invalid-request') return false;
  const session = await ports.stripe.retrieveSession(sessionRef);
  return session.ok && session.value.status === 'expired';
}
