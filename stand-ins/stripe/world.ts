import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { Store } from '../local-server/state-log.ts';
import type { WebhookSender } from '../local-server/webhook-sender.ts';
import { noSuch } from './api-error.ts';
import type { Outcome } from './test-numbers.ts';

export const API_VERSION = '2026-10-28.endive';

/** What every part of the stand-in works on. Handlers run to their end without waiting, so requests never interleave. */
export type World = {
  readonly store: Store;
  readonly webhooks: WebhookSender;
  /** Unix seconds. */
  readonly now: () => number;
  readonly baseUrl: () => string;
  /** Bank debits settle by themselves after this long; null leaves them to the control. */
  readonly settleAfterSeconds: number | null;
  readonly scheduleSettlement: (intentId: string) => void;
  /** The request being served, named in the events it causes. */
  cause: { readonly id: string | null; readonly idempotency_key: string | null };
  /** Set while a planned failure swallows the webhooks of a request. */
  losesWebhooks: boolean;
};

export type Kinds = {
  'checkout.session': Stripe.Checkout.Session;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  customer: Stripe.Customer;
  setup_intent: Stripe.SetupIntent;
  payment_method: Stripe.PaymentMethod;
  refund: Stripe.Refund;
  balance_transaction: Stripe.BalanceTransaction;
  payout: Stripe.Payout;
  dispute: Stripe.Dispute;
  event: StoredEvent;
};
export type Kind = keyof Kinds;
export type StoredEvent = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: unknown };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};

const PREFIX: Record<Kind, string> = {
  'checkout.session': 'cs_test_',
  payment_intent: 'pi_',
  charge: 'ch_',
  customer: 'cus_',
  setup_intent: 'seti_',
  payment_method: 'pm_',
  refund: 're_',
  balance_transaction: 'txn_',
  payout: 'po_',
  dispute: 'dp_',
  event: 'evt_',
}; // prettier-ignore

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export function randomText(length: number): string {
  return [...randomBytes(length)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
export const newId = (kind: Kind): string => PREFIX[kind] + randomText(kind === 'checkout.session' ? 58 : 24);

export function kindOfId(id: string): Kind | undefined {
  return (Object.keys(PREFIX) as Kind[]).find((kind) => id.startsWith(PREFIX[kind]));
}

export const find = <K extends Kind>(world: World, kind: K, id: string): Kinds[K] | undefined =>
  world.store.get<Kinds[K]>(kind, id);

export function mustFind<K extends Kind>(world: World, kind: K, id: string, param = 'id'): Kinds[K] {
  const found = find(world, kind, id);
  if (found === undefined) throw noSuch(kind, id, param);
  return found;
}

export function save<K extends Kind>(world: World, kind: K, value: Kinds[K]): Kinds[K] {
  world.store.put(kind, value.id, value);
  return value;
}

export const all = <K extends Kind>(world: World, kind: K, keep?: (value: Kinds[K]) => boolean): Kinds[K][] =>
  world.store.all<Kinds[K]>(kind, keep);

/** Stores an event about the object as it is now and hands it to the webhook sender. */
export function emit(world: World, type: string, subject: unknown): void {
  const event: StoredEvent = {
    id: newId('event'),
    object: 'event',
    api_version: API_VERSION,
    created: world.now(),
    data: { object: structuredClone(subject) },
    livemode: false,
    pending_webhooks: 1,
    request: world.cause,
    type,
  };
  save(world, 'event', event);
  if (!world.losesWebhooks) world.webhooks.send(event.id, JSON.stringify(event, null, 2));
}

/** What a saved payment method will do; the number itself is never stored. */
export const keepOutcome = (world: World, methodId: string, outcome: Outcome): void =>
  world.store.put('outcome', methodId, outcome);
export function outcomeOf(world: World, methodId: string): Outcome {
  return world.store.get<Outcome>('outcome', methodId) ?? { kind: 'succeed' };
}

export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  reference === null || reference === undefined ? null : typeof reference === 'string' ? reference : reference.id;
