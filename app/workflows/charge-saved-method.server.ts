import type { Currency } from '#app/kernel/money.ts';
import type { Result } from '#app/kernel/result.ts';
import type { AttemptItem, Charged, ChargeRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { StripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import type { InTransaction } from './open-checkout.server.ts';

export type ChargeWish = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly methodId: string;
  /** 8 to 200 characters, unique for the customer: the same once twice is one charge, and the first result. */
  readonly once: string;
  readonly by: 'customer' | 'autopay' | 'plan';
  /** Of whoever orders it: the rule, the instalment, the person. Kept as `requested_by`. */
  readonly byId?: string;
  readonly planId?: string;
  /** Holds that do not stand against this charge: the `in_plan` holds of its own plan. */
  readonly ownHoldIds?: readonly string[];
  readonly notifyEmail: string;
};

export type ChargePorts = { readonly stripe: StripeGateway; readonly baseUrl: string };

/**
 * Charges a saved method, worker only. Pages still open over the same items are closed at the processor first; one that was
 * paid meanwhile wins. Then the attempt is noted under the customer's lock, and the processor is asked with the attempt's id
 * as its key, so that no answer that gets lost can charge twice.
 */
export async function chargeSavedMethod(
  _ports: ChargePorts,
  _run: InTransaction,
  _wish: ChargeWish,
  _moment: Moment,
): Promise<Result<Charged, ChargeRefusal>> {
  throw new Error('not built');
}
