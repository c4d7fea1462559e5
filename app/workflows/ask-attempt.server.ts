import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { CheckoutFacts } from '#app/modules/payments/types.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { factsOf } from './checkout-facts.ts';

export type Refs = { readonly sessionRef: string | null; readonly intentRef: string | null };

/**
 * What the processor says now about a page and its payment. Refuses what it does not know and what is no payment; throws when
 * it cannot be reached.
 */
export async function askAttempt(
  { stripe }: { readonly stripe: StripeGateway },
  refs: Refs,
): Promise<Result<CheckoutFacts, 'not-known' | 'not-a-payment'>> {
  const session = refs.sessionRef === null ? null : await stripe.retrieveSession(refs.sessionRef);
  if (session && !session.ok) return unanswered(session.refusal);
  const intentRef = session?.value.paymentIntentId ?? refs.intentRef;
  const intent = intentRef === null ? null : await stripe.retrievePaymentIntent(intentRef);
  if (intent && !intent.ok) return unanswered(intent.refusal);
  const facts = factsOf(session?.value ?? null, intent?.value ?? null);
  return facts.ok ? ok(facts.value) : facts;
}

function unanswered(refusal: { readonly kind: string }): Result<never, 'not-known'> {
  if (refusal.kind === 'invalid-request') return refuse('not-known');
  throw new Error(`the processor gave no answer: ${refusal.kind}`);
}
