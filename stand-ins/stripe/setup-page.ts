import type Stripe from 'stripe';
import { ApiError, invalidRequest } from './api-error.ts';
import { attachMethod, customerFor, enterMethod, finishIfDone, planOf } from './checkout.ts';
import { newSetupIntent } from './new-objects.ts';
import type { AttemptResult } from './payments.ts';
import { all, emit, idOf, mustFind, outcomeOf, save, type World } from './world.ts';

type Session = Stripe.Checkout.Session;

const AUTHENTICATION_FAILED = 'setup_intent_authentication_failure';
const UNABLE =
  'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

/** Someone on the hosted page saves a method for later. A card whose bank asks is kept once the bank was answered. */
export function saveWith(world: World, sessionId: string, method: Stripe.PaymentMethod): AttemptResult {
  const session = enterMethod(world, sessionId, method);
  const outcome = outcomeOf(world, method.id);
  if (outcome.kind === 'decline')
    return {
      kind: 'declined',
      error: new ApiError(402, { type: 'card_error', code: outcome.code, message: outcome.message }),
    };
  const intent = intentOf(world, session);
  if (outcome.kind !== 'authenticate') return keepMethod(world, intent.id, method);
  const returnUrl = `${world.baseUrl()}/c/pay/${session.id}`;
  const waiting = save(world, 'setup_intent', {
    ...intent,
    last_setup_error: null,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: returnUrl, url: `${world.baseUrl()}/c/authenticate/${intent.id}` },
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  emit(world, 'setup_intent.requires_action', waiting);
  return { kind: 'requires-action' };
}

export const sessionOfSetup = (world: World, intentId: string): Session | undefined =>
  all(world, 'checkout.session', (session) => idOf(session.setup_intent) === intentId)[0];

/** The person passed or failed the check of the bank that saving asks for. */
export function answerSetup(world: World, intentId: string, passed: boolean): AttemptResult {
  const intent = mustFind(world, 'setup_intent', intentId);
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'requires_action' || methodId === null)
    throw invalidRequest(`This SetupIntent has a status of ${intent.status}.`);
  if (passed) return keepMethod(world, intentId, mustFind(world, 'payment_method', methodId));
  const failed = save(world, 'setup_intent', {
    ...intent,
    last_setup_error: {
      code: AUTHENTICATION_FAILED,
      doc_url: `https://stripe.com/docs/error-codes/${AUTHENTICATION_FAILED.replaceAll('_', '-')}`,
      message: UNABLE,
      payment_method: mustFind(world, 'payment_method', methodId),
      type: 'invalid_request_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  emit(world, 'setup_intent.setup_failed', failed);
  return { kind: 'declined', error: invalidRequest(UNABLE, { code: AUTHENTICATION_FAILED }) };
}

/** One setup a session: a second try on the same page goes on with it. */
function intentOf(world: World, session: Session): Stripe.SetupIntent {
  const known = idOf(session.setup_intent);
  if (known !== null) return mustFind(world, 'setup_intent', known);
  const plan = planOf(world, session.id);
  const customer = idOf(session.customer) ?? customerFor(world, session);
  const intent = newSetupIntent(world, {
    customer,
    description: plan.description,
    metadata: plan.intentMetadata,
    methodTypes: session.payment_method_types,
  });
  emit(world, 'setup_intent.created', save(world, 'setup_intent', intent));
  save(world, 'checkout.session', { ...session, customer, setup_intent: intent.id });
  return intent;
}

function keepMethod(world: World, intentId: string, method: Stripe.PaymentMethod): AttemptResult {
  const intent = mustFind(world, 'setup_intent', intentId);
  const done = save(world, 'setup_intent', {
    ...intent,
    last_setup_error: null,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  attachMethod(world, method, idOf(intent.customer));
  emit(world, 'setup_intent.succeeded', done);
  const result: AttemptResult = { kind: 'succeeded' };
  const session = sessionOfSetup(world, intentId);
  if (session !== undefined) finishIfDone(world, session.id, result);
  return result;
}
