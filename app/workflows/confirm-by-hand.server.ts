import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import { surchargeOfAttempt } from '#app/modules/payments/queries/surcharges.server.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CheckoutPorts, InTransaction } from './open-checkout.server.ts';
import { type PayRefusal, payOnline } from './pay-online.server.ts';

/** What the processor says when a bank wants the person to confirm a charge of a saved method themselves. */
const ASKED_FOR: readonly string[] = ['authentication_required', 'payment_intent_authentication_failure'];

/** Whether a charge without a page came to nothing because the bank wants the person. */
export const mustConfirm = ({ kind, state, failureCode }: Attempt): boolean =>
  kind === 'automatic' && state === 'failed' && failureCode !== null && ASKED_FOR.includes(failureCode);

/**
 * Goes on with such a charge on the processor's page: the same items, amount, surcharge and credit, once however often it is
 * pressed. `read` is the person's own reading. Answers where to go; refuses as paying does.
 */
export async function confirmByHand(
  ports: CheckoutPorts,
  by: { readonly run: InTransaction; readonly read: <Value>(work: (db: ReadDb) => Promise<Value>) => Promise<Value> },
  of: { readonly attempt: Attempt; readonly actor: Actor; readonly keyOwnerId: string },
  moment: Moment,
): Promise<Result<{ goTo: string }, PayRefusal>> {
  const { attempt, actor, keyOwnerId } = of;
  const { surcharge, use } = await by.read(async (db) => ({
    surcharge: await surchargeOfAttempt(db, attempt.id),
    use: await creditUse(db, { attemptId: attempt.id }),
  }));
  const credit = (use?.parts ?? []).map(({ creditItemId, debitItemId, amountMinor }) => ({
    ...{ creditItemId, debitItemId, amountMinor },
  }));
  const input = {
    ...{ key: `confirm-${attempt.id}`, keyOwnerId, customerId: attempt.customerId, currency: attempt.currency },
    ...{ amountMinor: attempt.amountMinor, notifyEmail: attempt.notifyEmail, payWith: surcharge?.method ?? null },
    items: attempt.items.map(({ itemId, amountMinor }) => ({ itemId, amountMinor })),
  };
  return payOnline(ports, by.run, { actor, input, surcharge, credit }, moment);
}
