import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import {
  type MethodChangeRefusal,
  type MethodOf,
  makeDefaultMethod,
  removeSavedMethod,
  restoreSavedMethod,
} from '#app/modules/payments/commands/change-method.server.ts'; // prettier-ignore
import { keepProcessorCustomer, noteSetupOpen, startSetup } from '#app/modules/payments/commands/note-setup.server.ts';
import { orderAsPortal } from '#app/modules/payments/commands/order-as-portal.server.ts';
import { processorCustomer } from '#app/modules/payments/queries/method-setups.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CheckoutPorts, InTransaction } from './open-checkout.server.ts';

/** The name under which our setup stands on what the processor makes of it. */
export const SETUP_MARK = 'setup_id';

export type SetupWish = {
  readonly actor: Actor;
  readonly customerId: string;
  readonly email: string;
  /** From the site's root. The person comes back to it with `?setup=<id>` added; `?setup=<id>&left=1` when they gave up. */
  readonly returnPath: string;
};

/** `busy`, `unknown`: the processor gave no page; nothing was saved, trying again is safe. */
export type SetupRefusal = { readonly code: 'busy' | 'unknown' | 'unknown-customer' };

/**
 * Brings a signed-in person to the processor's page on which they add a card or a bank account. `run`: the portal's. What came
 * of it is kept by event, by the sweep, or when they come back (`askAboutSetup`).
 */
export async function startMethodSetup(
  ports: CheckoutPorts,
  run: InTransaction,
  wish: SetupWish,
  moment: Moment,
): Promise<Result<{ url: string; setupId: string }, SetupRefusal>> {
  const { customerId } = wish;
  const customer = await run(async (tx) => ok(await getCustomer(tx, customerId)));
  if (!customer.ok || !customer.value) return refuse({ code: 'unknown-customer' });
  const ref = await customerAtProcessor(ports, run, { id: customerId, number: customer.value.number }, moment);
  if (!ref.ok) return ref;
  const started = await run(async (tx) => ok(await startSetup(tx, wish.actor, wish, moment)));
  if (!started.ok) return refuse({ code: 'unknown' });
  const { setupId } = started.value;
  const back = addressBack(ports.baseUrl, wish.returnPath, setupId);
  const made = await ports.stripe.createSetupSession({
    idempotencyKey: setupId,
    ...{ customerId: ref.value, currency: customer.value.currency, description: 'Payment method for later invoices' },
    ...{ successUrl: back, cancelUrl: `${back}&left=1`, locale: 'auto' },
    expiresAt: new Date(moment.now.getTime() + PAGE_MINUTES * 60_000),
    metadata: { [SETUP_MARK]: setupId, customer_id: customerId },
  });
  if (!made.ok) return refuse({ code: made.refusal.kind === 'rate-limited' ? 'busy' : 'unknown' });
  const { id: sessionRef, url: sessionUrl } = made.value;
  await run(async (tx) => ok(await noteSetupOpen(tx, { setupId, sessionRef, sessionUrl }, moment)));
  return sessionUrl === null ? refuse({ code: 'unknown' }) : ok({ url: sessionUrl, setupId });
}

/** As long as the page of a payment. */
const PAGE_MINUTES = 60;

function addressBack(baseUrl: string, returnPath: string, setupId: string): string {
  const url = new URL(returnPath, baseUrl);
  url.searchParams.set('setup', setupId);
  return url.href;
}

/** The processor's name of this customer: made once, whoever comes first. */
async function customerAtProcessor(
  ports: CheckoutPorts,
  run: InTransaction,
  customer: { readonly id: string; readonly number: string },
  moment: Moment,
): Promise<Result<string, SetupRefusal>> {
  const known = await run(async (tx) => ok(await processorCustomer(tx, customer.id)));
  if (known.ok && known.value !== null) return ok(known.value);
  const made = await ports.stripe.createCustomer({
    idempotencyKey: `customer:${customer.id}`,
    description: `Customer ${customer.number}`,
    metadata: { customer_id: customer.id },
  });
  if (!made.ok) return refuse({ code: made.refusal.kind === 'rate-limited' ? 'busy' : 'unknown' });
  const kept = await run(async (tx) =>
    ok(await keepProcessorCustomer(tx, { customerId: customer.id, ref: made.value }, moment)),
  );
  return kept.ok ? kept : refuse({ code: 'unknown' });
}

/** For the page a person comes back to: has the worker ask now what came of it. Runs as the portal. */
export const askAboutSetup = (tx: Tx, setupId: string): Promise<void> =>
  orderAsPortal(tx, 'finish-method-setup', setupId);

/**
 * Takes a method out of use at once; the processor gives it up after the seconds in which `restoreMethod` can take it back.
 * Another method becomes the default only by choice. Runs as the portal.
 */
export async function removeMethod(
  tx: Tx,
  actor: Actor,
  of: MethodOf,
  moment: Moment,
): Promise<Result<void, MethodChangeRefusal>> {
  const removed = await removeSavedMethod(tx, actor, of, moment);
  return removed.ok ? ok() : removed;
}

/** Takes a removal back within its seconds. Runs as the portal. */
export const restoreMethod = restoreSavedMethod;

/** The method that is charged when nobody says otherwise. Runs as the portal. */
export const makeDefault = makeDefaultMethod;
