import { type FailurePlan, isFailureMode } from '../local-server/failure-plan.ts';
import { type Answer, type Incoming, jsonAnswer } from '../local-server/http-listener.ts';
import { type MovableClock, offsetOf } from '../local-server/movable-clock.ts';
import { ApiError, invalidRequest } from './api-error.ts';
import {
  type CardPrice,
  canPayOut,
  concludePayout,
  makeAutomaticPayout,
  type SettleIn,
  setCardPrice,
  settleIn,
} from './balance.ts';
import { tellSession } from './checkout.ts';
import { closeDispute, concludeRefund, type DisputeWish, escalateDispute, openDispute } from './disputes.ts';
import { giveUp, type NewDate, renewCard } from './kept-methods.ts';
import { settleDebit } from './payments.ts';
import { all, mustFind, type World } from './world.ts';

/** What tests and the demonstration can make happen. Everything here is also reachable over HTTP under `/_control`. */
export type StripeControl = {
  readonly failures: FailurePlan;
  readonly webhooks: World['webhooks'];
  settle(intentId: string, outcome?: 'succeed' | 'fail'): 'succeeded' | 'failed';
  cardPrice(price: CardPrice): void;
  settleIn(wish: SettleIn): void;
  canPayOut(currency: string): boolean;
  payout(currency: string): string;
  concludePayout(payoutId: string, outcome: 'paid' | 'failed'): void;
  dispute(chargeId: string, wish?: DisputeWish): string;
  escalateDispute(disputeId: string): void;
  closeDispute(disputeId: string, outcome: 'won' | 'lost'): void;
  concludeRefund(refundId: string, outcome: 'succeed' | 'fail'): void;
  /** Somebody took the method away at the processor. */
  giveUpMethod(methodId: string): void;
  renewCard(methodId: string, to: NewDate): void;
  resendEvent(eventId: string): boolean;
  processing(): string[];
  readonly clock: MovableClock;
};

export function createControl(world: World, failures: FailurePlan, clock: MovableClock): StripeControl {
  return {
    failures,
    clock,
    webhooks: world.webhooks,
    settle(intentId, outcome) {
      const settled = settleDebit(world, intentId, outcome);
      tellSession(world, intentId, settled);
      return settled;
    },
    cardPrice: (price) => setCardPrice(world, price),
    settleIn: (wish) => settleIn(world, wish),
    canPayOut: (currency) => canPayOut(world, currency.toLowerCase()),
    payout: (currency) => makeAutomaticPayout(world, currency.toLowerCase()).id,
    concludePayout: (payoutId, outcome) => void concludePayout(world, payoutId, outcome),
    dispute: (chargeId, wish) => openDispute(world, chargeId, wish).id,
    escalateDispute: (disputeId) => void escalateDispute(world, disputeId),
    closeDispute: (disputeId, outcome) => void closeDispute(world, disputeId, outcome),
    concludeRefund: (refundId, outcome) => void concludeRefund(world, refundId, outcome),
    giveUpMethod: (methodId) => void giveUp(world, mustFind(world, 'payment_method', methodId)),
    renewCard: (methodId, to) => renewCard(world, methodId, to),
    resendEvent: (eventId) => world.webhooks.resend(eventId),
    processing: () =>
      all(world, 'payment_intent', (intent) => intent.status === 'processing').map((intent) => intent.id),
  };
}

type Wish = Record<string, unknown>;
type Verb = (control: StripeControl, wish: Wish) => unknown;

const VERBS: Record<string, Verb> = {
  failures(control, wish) {
    if (!isFailureMode(wish.mode)) throw invalidRequest(`Unknown failure mode: ${String(wish.mode)}`);
    control.failures.failNext(wish.mode, countOf(wish));
    return {};
  },
  clock(control, wish) {
    const offsetMs = offsetOf(wish);
    if (offsetMs === null) throw invalidRequest('offset_ms must be a whole number.');
    control.clock.move(offsetMs);
  },
  'clear-failures': (control) => void control.failures.clear(),
  webhooks(control, wish) {
    const count = countOf(wish);
    if (wish.mode === 'duplicate') control.webhooks.duplicateNext(count);
    else if (wish.mode === 'drop') control.webhooks.dropNext(count);
    else if (wish.mode === 'reorder') control.webhooks.reorderNext(count);
    else if (wish.mode === 'delay') control.webhooks.delayNext(count, Number(wish.delay_ms ?? 1_000));
    else throw invalidRequest(`Unknown webhook mode: ${String(wish.mode)}`);
    return {};
  },
  settle(control, wish) {
    return { settled: control.settle(String(wish.payment_intent), choice(wish, 'outcome', 'succeed', 'fail')) };
  },
  'settle-all': (control) => ({ settled: control.processing().map((id) => ({ id, outcome: control.settle(id) })) }),
  'card-price'(control, wish) {
    control.cardPrice({ perThousand: Number(wish.per_thousand), fixed: Number(wish.fixed) });
  },
  'settle-in'(control, wish) {
    control.settleIn({ from: String(wish.from), to: String(wish.to), rate: Number(wish.rate) });
  },
  payout: (control, wish) => ({ payout: control.payout(String(wish.currency)) }),
  'conclude-payout'(control, wish) {
    control.concludePayout(String(wish.payout), choice(wish, 'outcome', 'paid', 'failed') ?? 'paid');
  },
  dispute(control, wish) {
    const amount = wish.amount === undefined || wish.amount === '' ? {} : { amount: Number(wish.amount) };
    return { dispute: control.dispute(String(wish.charge), { ...amount, inquiry: wish.inquiry === 'yes' }) };
  },
  'escalate-dispute'(control, wish) {
    control.escalateDispute(String(wish.dispute));
  },
  'close-dispute'(control, wish) {
    control.closeDispute(String(wish.dispute), choice(wish, 'outcome', 'won', 'lost') ?? 'won');
  },
  'conclude-refund'(control, wish) {
    control.concludeRefund(String(wish.refund), choice(wish, 'outcome', 'succeed', 'fail') ?? 'succeed');
  },
  'give-up-method'(control, wish) {
    control.giveUpMethod(String(wish.payment_method));
  },
  'renew-card'(control, wish) {
    control.renewCard(String(wish.payment_method), { month: Number(wish.month), year: Number(wish.year) });
  },
  'resend-event'(control, wish) {
    if (!control.resendEvent(String(wish.event)))
      throw invalidRequest(`No such event, or no webhook address: ${String(wish.event)}`);
  },
};

/** `POST /_control/<verb>` with a JSON or form body; `GET /_control/deliveries` tells what became of each webhook. */
export function serveControl(control: StripeControl, incoming: Incoming): Answer {
  const name = incoming.path.slice('/_control/'.length);
  if (incoming.method === 'GET' && name === 'deliveries')
    return jsonAnswer(200, { deliveries: control.webhooks.deliveries().map(({ body, ...rest }) => rest) });
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (incoming.method !== 'POST' || verb === undefined)
    return jsonAnswer(400, {
      error: { message: `Unknown control: ${incoming.method} ${incoming.path}`, known: Object.keys(VERBS) },
    });
  try {
    return jsonAnswer(200, verb(control, readWish(incoming)) ?? {});
  } catch (error) {
    if (error instanceof ApiError) return jsonAnswer(error.status, { error: error.body });
    throw error;
  }
}

function readWish(incoming: Incoming): Wish {
  const text = incoming.body.toString('utf8');
  if (text === '') return {};
  if (!(incoming.headers['content-type'] ?? '').startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Wish;
  } catch {
    throw invalidRequest('The body is not JSON.');
  }
}

function countOf(wish: Wish): number {
  const count = Number(wish.count ?? 1);
  if (!Number.isInteger(count) || count < 1 || count > 1_000) throw invalidRequest('count must be 1 to 1000.');
  return count;
}

function choice<const Options extends readonly string[]>(
  wish: Wish,
  name: string,
  ...options: Options
): Options[number] | undefined {
  const value = wish[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || !options.includes(value))
    throw invalidRequest(`${name} must be ${options.join(' or ')}.`);
  return value;
}
