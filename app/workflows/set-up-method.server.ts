import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CheckoutPorts, InTransaction } from './open-checkout.server.ts';

export type SetupWish = {
  readonly actor: Actor;
  readonly customerId: string;
  readonly email: string;
  /** From the site's root. The person comes back to it with `?setup=<id>` added; `?setup=<id>&left=1` when they gave up. */
  readonly returnPath: string;
};

/** `busy`, `unknown`: the processor gave no page; nothing was saved, trying again is safe. */
export type SetupRefusal = { readonly code: 'busy' | 'unknown' | 'unknown-customer' };

/** Brings a signed-in person to the processor's page on which they add a card or a bank account. `run`: the portal's. */
export async function startMethodSetup(
  _ports: CheckoutPorts,
  _run: InTransaction,
  _wish: SetupWish,
  _moment: Moment,
): Promise<Result<{ url: string; setupId: string }, SetupRefusal>> {
  throw new Error('not built');
}

export type MethodChangeRefusal = { readonly code: 'unknown-method' | 'not-usable' | 'at-once' };

/**
 * Takes a method out of use at once; the processor gives it up after the seconds in which `restoreMethod` can take it back.
 * Another method becomes the default only by choice.
 */
export async function removeMethod(
  _tx: Tx,
  _actor: Actor,
  _of: { readonly customerId: string; readonly methodId: string },
  _moment: Moment,
): Promise<Result<void, MethodChangeRefusal>> {
  throw new Error('not built');
}

export async function restoreMethod(
  _tx: Tx,
  _actor: Actor,
  _of: { readonly customerId: string; readonly methodId: string },
  _moment: Moment,
): Promise<Result<void, MethodChangeRefusal | { readonly code: 'too-late' }>> {
  throw new Error('not built');
}

export async function makeDefault(
  _tx: Tx,
  _actor: Actor,
  _of: { readonly customerId: string; readonly methodId: string },
  _moment: Moment,
): Promise<Result<void, MethodChangeRefusal>> {
  throw new Error('not built');
}
